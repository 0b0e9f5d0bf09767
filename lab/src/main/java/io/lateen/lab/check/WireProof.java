// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.check;

import io.lateen.lab.traffic.HttpCall;
import io.lateen.lab.wire.TlsProbe;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What passes between two sidecars, seen from a host's side of the cable; the server's certificate,
 * seen by a stranger who shakes hands; the client's, as the server's proxy verified it.
 */
final class WireProof implements Proof {

  private static final String CALLER = "spiffe://cluster.local/ns/default/sa/bookinfo-details";
  private static final String SERVER = "spiffe://cluster.local/ns/default/sa/bookinfo-reviews";
  private static final Pattern CLIENT_URI = Pattern.compile("URI=(spiffe://[^;,\"\\]]+)");

  @Override
  public String name() {
    return "TLS 1.3 and SPIFFE identities on the wire";
  }

  @Override
  public String expectation() {
    return "every ServerHello chooses TLS 1.3, no readable HTTP, the server shows "
        + SERVER
        + " and lets nobody in without a certificate, and it saw the caller as "
        + CALLER;
  }

  @Override
  public Outcome run(Stage stage) throws IOException, InterruptedException {
    stage.apply("destination-rule-all.yaml", "virtual-service-all-v1.yaml");
    var server = stage.pod("reviews", "v1");
    // Details never calls reviews by itself, so no connection between them exists yet.
    var caller = stage.pod("details", "v1");
    try (var tap = stage.tap(server)) {
      stage.calls(caller, "reviews", Stage.book("reviews"), 50);
      var headers =
          stage.call(caller, "reviews", HttpCall.get("reviews:9080", "/debug/headers")).body();
      var seen = tap.stop();
      var sight = stage.outside().call(() -> TlsProbe.look(Stage.address(server), Stage.TIMEOUT));
      var client = clientUri(headers);
      boolean kept =
          seen.tls13Hellos() > 0
              && seen.olderHellos() == 0
              && seen.plaintext().isEmpty()
              && sight.protocol().equals("TLSv1.3")
              && sight.uris().contains(SERVER)
              && sight.refusal().isPresent()
              && client.equals(Optional.of(CALLER));
      return Outcome.of(
          kept,
          "%d frames, %d hellos TLS 1.3, %d older, %d readable; server shows %s (%s, %d h), a"
              + " stranger gets: %s; server saw %s",
          seen.frames(),
          seen.tls13Hellos(),
          seen.olderHellos(),
          seen.plaintext().size(),
          sight.uris(),
          sight.protocol(),
          sight.validity().toHours(),
          sight.refusal().orElse("an answer"),
          client.orElse("nobody"));
    }
  }

  /** From {@code x-forwarded-client-cert}, which the server's proxy writes after verification. */
  private static Optional<String> clientUri(String headers) {
    var match = CLIENT_URI.matcher(headers);
    return match.find() ? Optional.of(match.group(1)) : Optional.empty();
  }
}
