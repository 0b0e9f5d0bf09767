// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DiscoveryResponse;
import io.lateen.testkit.time.VirtualScheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LibraryMemoryTest {

  private final List<String> notKept = new ArrayList<>();

  private LibraryMemory memory() {
    var events =
        new RelayEvents() {
          @Override
          public void notKept(String workloadUid, String typeUrl) {
            notKept.add(workloadUid + " " + typeUrl);
          }
        };
    var seams =
        new RelaySeams(new VirtualScheduler(), new Random(1), Runnable::run, Runnable::run, events);
    return new LibraryMemory("uid-1", new FakeStore(), seams);
  }

  private static DiscoveryResponse clusters(int from, int to) {
    var response = DiscoveryResponse.newBuilder().setTypeUrl(RelayTypes.CLUSTER);
    for (int i = from; i < to; i++) {
      response.addResources(Any.pack(Cluster.newBuilder().setName("c-" + i).build()));
    }
    return response.build();
  }

  private static DiscoveryRequest asking(String name) {
    return DiscoveryRequest.newBuilder()
        .setTypeUrl(RelayTypes.CLUSTER)
        .addResourceNames(name)
        .build();
  }

  @Test
  void whatIsTooMuchIsToldAndWhatWasThereRemains() {
    var memory = memory();
    memory.accepted(clusters(0, RelayLimits.MAX_NAMES), List.of());
    assertThat(notKept).isEmpty();
    memory.accepted(clusters(RelayLimits.MAX_NAMES, RelayLimits.MAX_NAMES + 1), List.of());
    assertThat(notKept).containsExactly("uid-1 " + RelayTypes.CLUSTER);
    assertThat(memory.answer(asking("c-0"), "n")).isPresent();
    assertThat(memory.answer(asking("c-" + RelayLimits.MAX_NAMES), "n")).isEmpty();
  }
}
