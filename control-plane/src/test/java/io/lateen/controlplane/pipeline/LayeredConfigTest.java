// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static io.lateen.controlplane.pipeline.Objects.removal;
import static io.lateen.controlplane.pipeline.Objects.service;
import static io.lateen.controlplane.pipeline.Objects.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.EndpointSlice;
import io.lateen.api.kubernetes.SliceEndpoint;
import io.lateen.base.problem.Problems;
import org.junit.jupiter.api.Test;

class LayeredConfigTest {

  private final LayeredConfig stored =
      LayeredConfig.EMPTY
          .apply(update(Layer.STORE, ConfigDelta.upsert(service("store", "a", 80)), 1))
          .next();

  @Test
  void theFolderHidesTheStoreAndSaysSo() {
    var file = service("mesh/a.yaml", "a", 90);
    var step = stored.apply(update(Layer.FILES, ConfigDelta.upsert(file), 0));
    assertThat(step.delta().upserts().values()).containsExactly(file);
    assertThat(step.shadowed().toString()).contains("mesh/a.yaml", "folder");
  }

  @Test
  void aChangeOfTheHiddenObjectChangesNothing() {
    var file = service("mesh/a.yaml", "a", 90);
    var both = stored.apply(update(Layer.FILES, ConfigDelta.upsert(file), 0)).next();
    var hidden = service("store", "a", 81);
    assertThat(both.apply(update(Layer.STORE, ConfigDelta.upsert(hidden), 2)).delta().isEmpty())
        .isTrue();
  }

  @Test
  void theStoredObjectComesBackWhenTheFileGoes() {
    var file = service("mesh/a.yaml", "a", 90);
    var both = stored.apply(update(Layer.FILES, ConfigDelta.upsert(file), 0)).next();
    var step = both.apply(update(Layer.FILES, removal(file.key()), 0));
    assertThat(step.delta().upserts().values()).containsExactly(service("store", "a", 80));
    assertThat(step.shadowed()).containsEntry(file.key(), Problems.NONE);
  }

  @Test
  void removalsOfUnknownObjectsAreDropped() {
    var key = service("x", "nobody", 1).key();
    assertThat(stored.apply(update(Layer.STORE, removal(key), 2)).delta().isEmpty()).isTrue();
  }

  @Test
  void whatAnEditOfAStoredSliceLeavesIsNotKeptTwice() {
    var before = slice("10.0.0.1", "10.0.0.2");
    var after = slice("10.0.0.1", "10.0.0.3");
    var first = LayeredConfig.EMPTY.apply(update(Layer.STORE, ConfigDelta.upsert(before), 1));
    var step = first.next().apply(update(Layer.STORE, ConfigDelta.upsert(after), 2));
    assertThat(step.delta().upserts().values()).containsExactly(after);
    var inForce = step.next().inForce(after.key()).orElseThrow();
    assertThat(inForce).isSameAs(step.delta().upserts().get(after.key()));
    assertThat(endpoint(inForce, 0)).isSameAs(endpoint(before, 0));
    assertThat(endpoint(inForce, 1).addresses()).containsExactly("10.0.0.3");
  }

  private static SliceEndpoint endpoint(ConfigObject<?> slice, int number) {
    return slice.as(EndpointSlice.class).orElseThrow().spec().endpoints().get(number);
  }

  private static ConfigObject<?> slice(String... addresses) {
    var text =
        new StringBuilder(
            """
            apiVersion: discovery.k8s.io/v1
            kind: EndpointSlice
            metadata:
              name: reviews-x
              namespace: default
              labels: {kubernetes.io/service-name: reviews}
            addressType: IPv4
            ports: [{name: http, port: 9080}]
            endpoints:
            """);
    for (var address : addresses) {
      text.append("- addresses: [").append(address).append("]\n");
    }
    return Objects.decode("store", text.toString());
  }
}
