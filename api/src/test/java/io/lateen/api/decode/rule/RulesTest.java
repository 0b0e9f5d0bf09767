// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.networking.ClaimName;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {

  @ParameterizedTest
  @CsvSource({
    "@request.auth.claims.sub, sub",
    "@Request.Auth.Claims.group.id, group/id",
    "@request.auth.claims[sub], sub",
    "@request.auth.claims[https://a.b][Id], https://a.b/Id",
  })
  void headersThatAreClaims(String header, String path) {
    assertThat(ClaimName.of(header).map(name -> String.join("/", name.path()))).hasValue(path);
    assertThat(Headers.matchNameFault(header)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@request.auth.claims",
        "@request.auth.claims.",
        "@request.auth.claims.a..b",
        "@request.auth.claims[]",
        "@request.auth.claims[a",
        "@request.auth.claims[a][]",
        "@request.auth.claims-a",
      })
  void headersThatAreNeitherClaimsNorHeaders(String header) {
    assertThat(ClaimName.of(header)).isEmpty();
    assertThat(Headers.matchNameFault(header)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b", "A-1.example.com", "example.com.", "*", "*.a.com", "*-x.com"})
  void validWildcardNames(String name) {
    assertThat(DnsNames.wildcardNameFault(name)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", "-a.com", "a_b", "a.1", "a.*.com", "**.a", "a.com/x"})
  void invalidWildcardNames(String name) {
    assertThat(DnsNames.wildcardNameFault(name)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "10.0.0.01, false",
    "10.0.0, false",
    "256.0.0.1, false",
    "::1, true",
    "2001:db8::1, true",
    "fe80::1%eth0, true",
    "::ffff:10.0.0.1, true",
    "12345::, false",
    "localhost, false",
    "'', false",
  })
  void addresses(String text, boolean valid) {
    assertThat(Addresses.isIp(text)).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, true",
    "10.0.0.0/33, false",
    "2001:db8::/64, true",
    "2001:db8::/129, false",
    "10.0.0.0/, false",
    "10.0.0.0/08, false",
    "10.0.0.0/8/8, false",
  })
  void blocks(String text, boolean valid) {
    assertThat(Addresses.subnetFault(text).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "a.com, a.com, true",
    "a.com, b.com, false",
    "*.com, a.com, true",
    "*.a.com, a.com, false",
    "*, *.com, true",
    "*.com, *.a.com, true",
    "*.a.com, *.com, true",
    "*.a.com, *.b.com, false",
  })
  void overlaps(String left, String right, boolean overlap) {
    assertThat(Hosts.overlap(left, right)).isEqualTo(overlap);
    assertThat(Hosts.overlap(right, left)).isEqualTo(overlap);
  }

  @Test
  void coveringIsTransitive() {
    var hosts = Gen.of("a.com", "b.a.com", "*", "*.com", "*.a.com", "*.b.a.com", "*.org");
    Property.forAll(
        hosts.list(3, 3),
        three -> {
          if (Hosts.covers(three.get(0), three.get(1))
              && Hosts.covers(three.get(1), three.get(2))) {
            assertThat(Hosts.covers(three.get(0), three.get(2))).isTrue();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "100%%",
        "%HOSTNAME%",
        "a %REQ(x-y)% b",
        "%DYNAMIC_METADATA([\"a\", \"b\"])%",
        "%START_TIME(%s)%",
      })
  void headerValues(String value) {
    assertThat(HeaderValues.fault(value)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"100%", "%HOSTNAME", "%REQ(x%", "%REQ(x)", "%REQ(x)y%", "a\u0001"})
  void brokenHeaderValues(String value) {
    assertThat(HeaderValues.fault(value)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({
    "mesh, true",
    "ns/gateway, true",
    "gateway.ns.svc.cluster.local, true",
    "/gateway, false",
    "ns/, false",
    "ns/a.b, false",
  })
  void gatewayNames(String name, boolean valid) {
    assertThat(Hosts.gatewayNameFault(name).isEmpty()).isEqualTo(valid);
  }

  @Test
  void generatedServerNamesAreForTlsOnly() {
    var name = "outbound_.80_._.reviews.default.svc.cluster.local";
    assertThat(Hosts.gatewayHostFault(name, true)).isEmpty();
    assertThat(Hosts.gatewayHostFault(name, false)).isPresent();
    assertThat(Hosts.gatewayHostFault("outbound_.x_._.1", true)).isPresent();
  }
}
