// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpiffeIdTest {

  @Test
  void workloadsAreTheirNamespacesAccounts() {
    assertThat(SpiffeId.parse("spiffe://d/ns/a/sa/b").isWorkload()).isTrue();
    for (var other : new String[] {"sn/a/sa/b", "ns/a/as/b", "ns/a/sa", "ns/a/sa/b/c"}) {
      assertThat(SpiffeId.parse("spiffe://d/" + other).isWorkload()).as(other).isFalse();
    }
  }

  private static final TrustDomain DOMAIN = new TrustDomain("cluster.local");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spiffe://cluster.local",
        "spiffe://cluster.local/ns/default/sa/bookinfo-reviews",
        "spiffe://a_b-c.9/X/y.z/..."
      })
  void printsWhatItReads(String text) {
    assertThat(SpiffeId.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "spiffe:",
        "spiffe://",
        "spiffe:///ns/a",
        "SPIFFE://cluster.local/ns/a",
        "https://cluster.local/ns/a",
        "spiffe://Cluster.local/ns/a",
        "spiffe://cluster.local/",
        "spiffe://cluster.local/ns/a/",
        "spiffe://cluster.local//ns",
        "spiffe://cluster.local/ns//a",
        "spiffe://cluster.local/./a",
        "spiffe://cluster.local/ns/../sa",
        "spiffe://cluster.local/ns/a%2fb",
        "spiffe://cluster.local/ns/a?x=1",
        "spiffe://cluster.local/ns/a#f",
        "spiffe://cluster.local:443/ns/a",
        "spiffe://user@cluster.local/ns/a",
        "spiffe://cluster.local/ns/a\u0000b",
        "spiffe://cluster.local\u0000.evil/ns/a",
        "spiffe://cluster.local/ns/\u00e4",
        " spiffe://cluster.local/ns/a",
        "spiffe://cluster.local/ns/a\n",
        "spiffe://[::1]/ns/a"
      })
  void refusesWhatIsNotExactlyAnId(String text) {
    assertThatThrownBy(() -> SpiffeId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    assertThat(SpiffeId.tryParse(text)).isEmpty();
  }

  @Test
  void refusesWhatIsTooLong() {
    var longDomain = "a".repeat(TrustDomain.MAX_LENGTH + 1);
    assertThat(SpiffeId.tryParse("spiffe://" + longDomain + "/a")).isEmpty();
    assertThat(SpiffeId.tryParse("spiffe://" + longDomain.substring(1) + "/a")).isPresent();

    var path = "/" + "a".repeat(SpiffeId.MAX_LENGTH - "spiffe://td/".length());
    assertThat(SpiffeId.tryParse("spiffe://td" + path)).isPresent();
    assertThat(SpiffeId.tryParse("spiffe://td" + path + "a")).isEmpty();
    assertThatThrownBy(() -> new SpiffeId(new TrustDomain("td"), List.of(path.substring(1) + "a")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anyTextIsRefusedOrPrintedAsItWas() {
    var alphabet =
        Gen.of("a", "/", "spiffe://", "td", ".", "..", "%", "A", ":", "\u0000", "é", "?");
    Property.forAll(
        alphabet.list(0, 12).map(parts -> String.join("", parts)),
        text ->
            SpiffeId.tryParse("spiffe://" + text)
                .ifPresent(id -> assertThat(id).hasToString("spiffe://" + text)));
  }

  @Test
  void namesWorkloadsNodesAndTheControlPlane() {
    assertThat(SpiffeId.workload(DOMAIN, "default", "reviews"))
        .hasToString("spiffe://cluster.local/ns/default/sa/reviews");
    assertThat(SpiffeId.node(DOMAIN, "host1"))
        .hasToString("spiffe://cluster.local/lateen/node/host1");
    assertThat(SpiffeId.controlPlane(DOMAIN))
        .hasToString("spiffe://cluster.local/ns/lateen-system/sa/control-plane");
  }

  @Test
  void onlyNodesHaveANodeName() {
    assertThat(SpiffeId.node(DOMAIN, "host1").nodeName()).contains("host1");
    assertThat(SpiffeId.workload(DOMAIN, "lateen", "node").nodeName()).isEmpty();
    assertThat(SpiffeId.parse("spiffe://td/lateen/node/a/b").nodeName()).isEmpty();
    assertThat(SpiffeId.parse("spiffe://td/lateen/nodes/a").nodeName()).isEmpty();
    assertThat(SpiffeId.parse("spiffe://td/other/node/a").nodeName()).isEmpty();
  }

  @Test
  void aNameCannotAddSegments() {
    assertThatThrownBy(() -> SpiffeId.workload(DOMAIN, "a/sa/admin", "x"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SpiffeId.node(DOMAIN, ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** SPIFFE-ID standard, sections 2.1 and 2.2. */
  @Test
  void eachCharacterIsAllowedOrNot() {
    for (char c = 0; c < 0x100; c++) {
      var domain = "abcdefghijklmnopqrstuvwxyz0123456789.-_".indexOf(c) >= 0;
      var path = domain || "ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(c) >= 0;
      assertThat(SpiffeId.tryParse("spiffe://a" + c + "b/c").isPresent())
          .as("%d in a trust domain", (int) c)
          .isEqualTo(domain || c == '/');
      assertThat(SpiffeId.tryParse("spiffe://td/a" + c + "b").isPresent())
          .as("%d in a path", (int) c)
          .isEqualTo(path || c == '/');
    }
  }
}
