// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.security;

import static io.lateen.api.security.MtlsMode.DISABLE;
import static io.lateen.api.security.MtlsMode.PERMISSIVE;
import static io.lateen.api.security.MtlsMode.STRICT;
import static io.lateen.api.security.MtlsMode.UNSET;
import static io.lateen.mesh.sample.Objects.peers;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PeerModesTest {

  private static final Map<String, String> APP = Map.of("app", "x");

  private static PeerAuthenticationsSnapshot of(ConfigObject<?>... objects) {
    return PeerAuthenticationsSnapshot.EMPTY.apply(ConfigDelta.upsert(List.of(objects)));
  }

  private static PeerModes at(PeerAuthenticationsSnapshot policies) {
    return policies.of("a", APP, "root");
  }

  @Test
  void withoutPoliciesBothAreAccepted() {
    assertThat(at(of()).mode()).isEqualTo(PERMISSIVE);
    assertThat(of().ofNamespace("a", "root")).isEmpty();
  }

  @Test
  void theNarrowestLevelCountsAndUnsetInherits() {
    var mesh = peers("root", "m", 0, Map.of(), STRICT, Map.of());
    var namespace = peers("a", "n", 0, Map.of(), DISABLE, Map.of());
    var workload = peers("a", "w", 0, APP, UNSET, Map.of(80, STRICT, 81, UNSET));
    assertThat(at(of(mesh)).mode()).isEqualTo(STRICT);
    assertThat(at(of(mesh, namespace)).mode()).isEqualTo(DISABLE);
    var all = at(of(mesh, namespace, workload));
    assertThat(all.mode()).isEqualTo(DISABLE);
    assertThat(all.of(80)).isEqualTo(STRICT);
    assertThat(all.of(81)).isEqualTo(DISABLE);
    assertThat(all.of(82)).isEqualTo(DISABLE);
    assertThat(all.policies()).hasSize(3);
    assertThat(of(mesh, namespace).of("b", APP, "root").mode()).isEqualTo(STRICT);
  }

  @Test
  void portsCountOnlyWithASelectorAndSelectorsNotInTheRoot() {
    var general = peers("a", "n", 0, Map.of(), STRICT, Map.of(80, DISABLE));
    assertThat(at(of(general)).of(80)).isEqualTo(STRICT);
    var inRoot = peers("root", "w", 0, APP, DISABLE, Map.of());
    assertThat(at(of(inRoot)).mode()).isEqualTo(PERMISSIVE);
    assertThat(of(inRoot).of("root", APP, "root").mode()).isEqualTo(PERMISSIVE);
  }

  @Test
  void theOldestOfOneLevelWinsAndTheOthersAreReported() {
    var policies =
        of(
            peers("a", "young", 2, Map.of(), DISABLE, Map.of()),
            peers("a", "old", 1, Map.of(), STRICT, Map.of()));
    assertThat(at(policies).mode()).isEqualTo(STRICT);
    assertThat(policies.warnings())
        .singleElement()
        .satisfies(warning -> assertThat(warning.object().name()).isEqualTo("young"));
  }

  @Test
  void clientsAssumeTheModeOfTheNamespace() {
    var mesh = peers("root", "m", 0, Map.of(), STRICT, Map.of());
    var unset = peers("a", "n", 0, Map.of(), UNSET, Map.of());
    assertThat(of(mesh, unset).ofNamespace("a", "root")).contains(STRICT);
    assertThat(of(unset).ofNamespace("a", "root")).contains(PERMISSIVE);
  }
}
