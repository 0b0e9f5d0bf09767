// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmupMeshTest {

  private static List<? extends ConfigObject<?>> decode(String documents) {
    var decoded = new DocumentDecoder().decode("warmup", documents);
    assertThat(decoded.problems().render()).isEmpty();
    return decoded.valid();
  }

  @Test
  void eachServiceHasAWorkloadAndTheObjectsOfMostMeshes() {
    Map<String, Integer> kinds = new HashMap<>();
    decode(WarmupMesh.documents())
        .forEach(object -> kinds.merge(object.key().kind(), 1, Integer::sum));

    assertThat(kinds)
        .containsOnly(
            Map.entry("Namespace", 1),
            Map.entry("PeerAuthentication", 1),
            Map.entry("AuthorizationPolicy", 1),
            Map.entry("Service", WarmupMesh.SERVICES),
            Map.entry("Pod", WarmupMesh.SERVICES),
            Map.entry("EndpointSlice", WarmupMesh.SERVICES),
            Map.entry("VirtualService", WarmupMesh.SERVICES),
            Map.entry("DestinationRule", WarmupMesh.SERVICES));
  }

  @Test
  void proxiesIntroduceThemselvesAsIstioDoes() {
    assertThat(WarmupMesh.node(3).getId())
        .isEqualTo("sidecar~10.0.0.3~app-3.warmup~warmup.svc.cluster.local");
  }

  @Test
  void eachEditMakesAnotherObjectOfOneThatIsThere() {
    Map<ObjectKey, Object> now = new HashMap<>();
    decode(WarmupMesh.documents()).forEach(object -> now.put(object.key(), object.spec()));

    for (int edit = 1; edit <= Warmup.ROUNDS * WarmupPlane.EDITS; edit++) {
      var object = decode(WarmupMesh.edit(edit)).getFirst();
      assertThat(object.spec())
          .as("edit %d", edit)
          .isNotEqualTo(now.put(object.key(), object.spec()));
    }
    assertThat(now).hasSize(3 + 5 * WarmupMesh.SERVICES);
  }
}
