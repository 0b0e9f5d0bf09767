// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Struct;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ProxyResources;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.server.ProxyStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NackJournalTest {

  private static final ObjectKey SERVICE = new ObjectKey("", "Service", "shop", "web");
  private static final ObjectKey FILTER =
      new ObjectKey("networking.istio.io", "EnvoyFilter", "shop", "lua");

  private final VirtualScheduler time = new VirtualScheduler();
  private final NackJournal journal =
      new NackJournal(
          id -> Optional.of(config()), key -> key.equals(FILTER) ? 9L : 3L, time.clock());

  private static DesiredConfig config() {
    var provenance =
        Provenance.of(
            List.of(
                new Provenance.Cause(SERVICE, "web.yaml", 1),
                new Provenance.Cause(FILTER, "lua.yaml", 4)));
    var route = EncodedResource.of("9080", ByteString.EMPTY, provenance);
    return new DesiredConfig(
        9, new ProxyResources(Map.of(TypeUrls.ROUTE, Map.of("9080", route)), Problems.NONE));
  }

  private static ProxyNode proxy(String id) {
    return new ProxyNode(
        id, "c", "envoy", Struct.getDefaultInstance(), Set.of(), new PeerIdentity("spiffe://a/b"));
  }

  private ProxyStatus.Nack nack(String nonce, ProxyStatus.Source source, String... guilty) {
    return new ProxyStatus.Nack(
        time.clock().instant(),
        nonce,
        9,
        13,
        "no good",
        List.of(guilty),
        List.of("80"),
        source,
        source == ProxyStatus.Source.TRIAL ? Map.of("9080", "script load error") : Map.of());
  }

  private void refuse(String proxy, String nonce) {
    journal.nacked(proxy(proxy), TypeUrls.ROUTE, 9, nack(nonce, ProxyStatus.Source.NONE));
  }

  @Test
  void keepsWhatIsKnownAndThenKnowsBetter() {
    refuse("p1", "n1");
    var first = journal.of("p1").getFirst();
    assertThat(first.guilty()).isEmpty();
    assertThat(first.suspects()).containsExactly("80");

    journal.judged(proxy("p1"), TypeUrls.ROUTE, nack("n1", ProxyStatus.Source.TRIAL, "9080"));
    assertThat(journal.of("p1")).hasSize(1);
    var guilty = journal.of("p1").getFirst().guilty().getFirst();
    assertThat(guilty.reason()).isEqualTo("script load error");
    assertThat(guilty.objects()).as("what changed last").hasSize(1);
    assertThat(guilty.objects().getFirst().object()).isEqualTo(FILTER);
    assertThat(guilty.objects().getFirst().line()).isEqualTo(4);
  }

  @Test
  void whatAProxyBringsAlongIsNoNewRefusal() {
    refuse("p1", "n1");
    journal.mended(proxy("p1"), TypeUrls.ROUTE);
    refuse("p1", "n1");
    assertThat(journal.of("p1")).hasSize(1);
    assertThat(journal.of("p1").getFirst().mended()).isEmpty();
  }

  @Test
  void saysWhenItWasMendedOnce() {
    refuse("p1", "n1");
    time.advance(Duration.ofSeconds(5));
    journal.mended(proxy("p1"), TypeUrls.CLUSTER);
    assertThat(journal.of("p1").getFirst().mended()).isEmpty();
    var when = time.clock().instant();
    journal.mended(proxy("p1"), TypeUrls.ROUTE);
    time.advance(Duration.ofSeconds(5));
    journal.settled(proxy("p1"), "", 10, true);
    assertThat(journal.of("p1").getFirst().mended()).contains(when);
  }

  /** The stream on which it was refused is gone, and with it whoever would tell. */
  @Test
  void aProxyThatHasEverythingHasNothingOpen() {
    refuse("p1", "n1");
    journal.settled(proxy("p1"), "", 10, false);
    assertThat(journal.of("p1").getFirst().mended()).isEmpty();
    journal.settled(proxy("p1"), TypeUrls.CLUSTER, 10, true);
    assertThat(journal.of("p1").getFirst().mended()).isEmpty();
    journal.settled(proxy("p1"), TypeUrls.ROUTE, 10, true);
    assertThat(journal.of("p1").getFirst().mended()).isPresent();
  }

  @Test
  void isBoundedPerProxyAndInAll() {
    for (int i = 0; i < NackJournal.MAX_PER_PROXY + 3; i++) {
      refuse("p0", "n" + i);
    }
    assertThat(journal.of("p0")).hasSize(NackJournal.MAX_PER_PROXY);
    assertThat(journal.of("p0").getFirst().nonce())
        .isEqualTo("n" + (NackJournal.MAX_PER_PROXY + 2));
    for (int i = 1; i <= NackJournal.MAX_ENTRIES; i++) {
      refuse("p" + i, "n");
    }
    assertThat(journal.of("p0")).as("quiet for longest").isEmpty();
    assertThat(journal.of("p1")).hasSize(1);
    assertThat(journal.of("p" + NackJournal.MAX_ENTRIES)).hasSize(1);
  }

  @Test
  void longTextsAndListsAreCut() {
    var text = "x".repeat(2 * NackEntry.MAX_TEXT);
    var names = java.util.stream.IntStream.range(0, 50).mapToObj(i -> "r" + i).toList();
    journal.nacked(
        proxy("p1"),
        TypeUrls.ROUTE,
        9,
        new ProxyStatus.Nack(
            Instant.EPOCH, "n", 9, 13, text, names, names, ProxyStatus.Source.TEXT, Map.of()));
    var entry = journal.of("p1").getFirst();
    assertThat(entry.message()).hasSize(NackEntry.MAX_TEXT);
    assertThat(entry.guilty()).hasSize(NackEntry.MAX_NAMES);
    assertThat(entry.guilty().getFirst().reason()).hasSize(NackEntry.MAX_TEXT);
    assertThat(entry.suspects()).hasSize(NackEntry.MAX_NAMES);
  }
}
