// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static io.lateen.xds.stream.SmallMesh.VIEW;
import static io.lateen.xds.stream.SmallMesh.delta;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.xds.resource.TypeUrls;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceReportsTest {

  private static List<String> reports(ScriptedProxy proxy) {
    return proxy.state().resources(100).orElseThrow().stream()
        .map(
            each ->
                "%s %s@%s %s%s"
                    .formatted(
                        TypeUrls.shortName(each.typeUrl()),
                        each.name(),
                        each.version(),
                        each.sync(),
                        each.refused().map(version -> " of " + version).orElse("")))
        .toList();
  }

  @Test
  void whatIsAcceptedIsInStep() {
    var proxy = delta().subscribe("cds");
    assertThat(reports(proxy)).containsExactly("cds a@1 STALE", "cds b@1 STALE");
    assertThat(reports(proxy.ack("cds"))).containsExactly("cds a@1 SYNCED", "cds b@1 SYNCED");
    var content = proxy.state().resources(100).orElseThrow().getFirst().content();
    assertThat(content.toStringUtf8()).isEqualTo("a1");
  }

  @Test
  void whatWaitsForATurnIsStaleOrNotSent() {
    var proxy = delta().subscribe("cds").ack("cds").slow(true);
    proxy.view(VIEW.with("cds", "a", "2").with("cds", "c", "1").without("cds", "b"));
    assertThat(reports(proxy)).containsExactly("cds a@1 STALE", "cds b@1 STALE", "cds c@ NOT_SENT");
  }

  @Test
  void aNameThatDoesNotExistIsNotSent() {
    assertThat(reports(delta().subscribe("eds", "a", "none").ack("eds")))
        .containsExactly("eds a@1 SYNCED", "eds none@ NOT_SENT");
  }

  @Test
  void aRefusalStandsUntilTheContentChanges() {
    var proxy = delta().subscribe("cds").ack("cds").view(VIEW.with("cds", "a", "bad"));
    proxy.nack("cds", "cluster a: malformed");
    assertThat(reports(proxy)).containsExactly("cds a@ NACKED of bad", "cds b@1 SYNCED");
    proxy.view(VIEW.with("cds", "a", "2").again());
    assertThat(reports(proxy)).containsExactly("cds a@2 STALE", "cds b@1 SYNCED");
    assertThat(reports(proxy.ack("cds"))).containsExactly("cds a@2 SYNCED", "cds b@1 SYNCED");
  }

  @Test
  void claimsOfAReturningClientCount() {
    var proxy = delta().reconnect("lds", List.of(), Map.of("l", "1"));
    assertThat(reports(proxy)).containsExactly("lds l@1 SYNCED");
  }

  @Test
  void moreThanAskedForIsNothing() {
    var proxy = delta().subscribe("cds").ack("cds");
    assertThat(proxy.state().resources(2)).isPresent();
    assertThat(proxy.state().resources(1)).isEmpty();
  }
}
