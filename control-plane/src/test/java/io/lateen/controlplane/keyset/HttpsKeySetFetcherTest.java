// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.api.security.KeySet;
import io.lateen.base.net.AddressRange;
import io.lateen.base.time.NanoClock;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that are fine, and those that are not. */
class HttpsKeySetFetcherTest {

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String KEY = "{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\",\"e\":\"AQAB\"}";
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");

  private KeyServer server;
  private List<InetAddress> addresses = List.of(LOOPBACK);
  private final List<String> resolved = new ArrayList<>();

  @BeforeEach
  void open() throws Exception {
    server = new KeyServer();
  }

  @AfterEach
  void close() throws Exception {
    server.close();
  }

  private String fetch(String uri, boolean discovery, Duration limit, String... allowed)
      throws Exception {
    var ranges =
        List.of(allowed).stream().map(text -> AddressRange.parse(text).orElseThrow()).toList();
    NameResolver resolver =
        host -> {
          resolved.add(host);
          return addresses;
        };
    return new HttpsKeySetFetcher(
            new KeySetSettings(false, ranges, Optional.empty()),
            resolver,
            KeyServer.client(),
            NanoClock.system())
        .fetch(new KeySet.Source(uri, discovery), limit);
  }

  private String fetch(String path) throws Exception {
    return fetch(server.uri(path), false, LIMIT, "127.0.0.0/8");
  }

  private void fails(String path, String message) {
    assertThatThrownBy(() -> fetch(path))
        .isInstanceOf(KeySetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keepsThePublicPartsOfUsableKeys() throws Exception {
    var odd = "{\"kty\":\"oct\",\"k\":\"c2VjcmV0\"},{\"kty\":\"RSA\",\"n\":\"***\",\"e\":\"AQAB\"}";
    var secret = KEY.replace("\"kid\"", "\"d\":\"c2VjcmV0\",\"x5u\":\"http://evil\",\"kid\"");
    server.at("/keys", OK, "{\"keys\":[" + odd + "," + secret + "]}");

    assertThat(fetch("/keys"))
        .isEqualTo("{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"a\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}");
    assertThat(resolved).containsExactly("keys.example.com");
  }

  @Test
  void findsKeysByTheIssuer() throws Exception {
    server.at("/c", OK, "{\"jwks_uri\":\"" + server.uri("/keys") + "\"}");
    server.at("/keys", OK, "{\"keys\":[" + KEY + "]}");

    assertThat(fetch(server.uri("/c"), true, LIMIT, "127.0.0.1")).contains("AQAB");
    assertThat(server.paths()).containsExactly("/c", "/keys");
  }

  @Test
  void anIssuerCannotLeadInside() {
    server.at("/c", OK, "{\"jwks_uri\":\"http://169.254.169.254/latest\"}");

    assertThatThrownBy(() -> fetch(server.uri("/c"), true, LIMIT, "127.0.0.1"))
        .hasMessageContaining("must begin with https://");
  }

  @Test
  void readsAnswersInPieces() throws Exception {
    var body = "{\"keys\":[" + KEY + "]}";
    server.at(
        "/keys",
        out ->
            out.write(
                (OK
                        + "Transfer-Encoding: chunked\r\n\r\n5\r\n"
                        + body.substring(0, 5)
                        + "\r\n"
                        + Integer.toHexString(body.length() - 5)
                        + "\r\n"
                        + body.substring(5)
                        + "\r\n0\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8)));

    assertThat(fetch("/keys")).contains("AQAB");
  }

  @Test
  void doesNotReadGiants() {
    server.at(
        "/said",
        out ->
            out.write((OK + "Content-Length: 99999999\r\n\r\n").getBytes(StandardCharsets.UTF_8)));
    server.at(
        "/unsaid",
        out -> {
          out.write((OK + "\r\n").getBytes(StandardCharsets.UTF_8));
          for (int i = 0; i < 40; i++) {
            out.write(new byte[64 << 10]);
          }
        });
    server.at(
        "/head",
        out -> {
          out.write(OK.getBytes(StandardCharsets.UTF_8));
          for (int i = 0; i < 4_000; i++) {
            out.write("X-Filler: 0123456789\r\n".getBytes(StandardCharsets.UTF_8));
          }
        });

    fails("/said", "longer than");
    fails("/unsaid", "longer than");
    fails("/head", "head of the answer");
  }

  @Test
  void doesNotWaitForTheSlow() {
    server.at(
        "/keys",
        out -> {
          out.write(OK.getBytes(StandardCharsets.UTF_8));
          out.flush();
          while (true) {
            out.write("X-Filler: 0\r\n".getBytes(StandardCharsets.UTF_8), 0, 1);
            out.flush();
          }
        });

    assertThatThrownBy(() -> fetch(server.uri("/keys"), false, Duration.ofMillis(1), "127.0.0.0/8"))
        .isInstanceOf(KeySetException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html></html>", "[]", "{}", "{\"keys\":[]}", "{\"keys\":7}", ""})
  void refusesOtherAnswers(String body) {
    server.at("/keys", OK, body);

    fails("/keys", "the answer");
  }

  @Test
  void tellsBadStatusesAndSpeech() {
    server.at("/gone", "HTTP/1.1 404 Not Found\r\n", "canary");
    server.at("/odd", "SSH-2.0\r\n", "");
    server.at("/zip", OK + "Content-Encoding: gzip\r\n", "x");

    fails("/gone", "status 404");
    fails("/odd", "does not speak HTTP");
    fails("/zip", "compressed");
  }

  @Test
  void followsRedirectsOnTheSameServerOnly() throws Exception {
    server.at("/keys", OK, "{\"keys\":[" + KEY + "]}");
    server.at("/old", "HTTP/1.1 302 Found\r\nLocation: /keys\r\n", "");
    server.at("/away", "HTTP/1.1 302 Found\r\nLocation: https://evil.example.com/\r\n", "");
    server.at("/plain", "HTTP/1.1 302 Found\r\nLocation: http://keys.example.com/\r\n", "");
    server.at("/loop", "HTTP/1.1 302 Found\r\nLocation: /loop\r\n", "");

    assertThat(fetch("/old")).contains("AQAB");
    fails("/away", "redirects to another one");
    fails("/plain", "must begin with https://");
    fails("/loop", "more than 3 times");
  }

  @Test
  void theServerMustProveItsName() {
    server.at("/keys", OK, "{\"keys\":[" + KEY + "]}");

    assertThatThrownBy(
            () ->
                fetch("https://example.org:" + server.port() + "/keys", false, LIMIT, "127.0.0.1"))
        .hasMessageContaining("cannot prove that it is example.org");
  }

  @Test
  void neverConnectsInsideUnlessAllowed() {
    server.at("/keys", OK, "{\"keys\":[" + KEY + "]}");
    for (var found :
        List.of(
            List.of(LOOPBACK),
            List.of(InetAddress.ofLiteral("93.184.216.34"), LOOPBACK),
            List.of(InetAddress.ofLiteral("::ffff:127.0.0.1")))) {
      addresses = found;
      assertThatThrownBy(() -> fetch(server.uri("/keys"), false, LIMIT))
          .hasMessageContaining("internal address");
    }
    assertThat(server.paths()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://keys.example.com/",
        "file:///etc/passwd",
        "gopher://keys.example.com/",
        "https://user@keys.example.com/",
        "https:///keys",
        "keys",
        "https://a b/"
      })
  void asksNothingElseThanServersOfHttps(String uri) {
    assertThatThrownBy(() -> fetch(uri, false, LIMIT, "127.0.0.0/8"))
        .isInstanceOf(KeySetException.class);
    assertThat(resolved).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "100.64.0.1",
        "169.254.169.254",
        "172.31.255.255",
        "192.168.1.1",
        "198.19.0.1",
        "224.0.0.1",
        "240.240.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:1::"
      })
  void internalAddressesAreOutOfReach(String address) {
    assertThat(new ReachableAddresses(List.of()).contains(InetAddress.ofLiteral(address)))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"93.184.216.34", "172.32.0.1", "2606:4700::1111", "2a00:1450::1"})
  void publicAddressesAreNot(String address) {
    assertThat(new ReachableAddresses(List.of()).contains(InetAddress.ofLiteral(address))).isTrue();
  }
}
