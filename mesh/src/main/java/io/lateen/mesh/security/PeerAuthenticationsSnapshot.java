// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.security;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.security.MtlsMode;
import io.lateen.api.security.PeerAuthentication;
import io.lateen.mesh.object.KindSnapshot;
import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All PeerAuthentications. Laws: {@code SnapshotLaws} of the testkit.
 *
 * @param written the objects as they are
 */
public record PeerAuthenticationsSnapshot(KindSnapshot<PeerAuthentication> written) {

  public static final PeerAuthenticationsSnapshot EMPTY =
      new PeerAuthenticationsSnapshot(KindSnapshot.empty(PeerAuthentication.class));

  /** What every workload accepts when nobody wrote anything. */
  private static final PeerModes UNWRITTEN =
      new PeerModes(MtlsMode.PERMISSIVE, Map.of(), List.of());

  /** The state after {@code delta}; policies that it does not touch stay the same objects. */
  public PeerAuthenticationsSnapshot apply(ConfigDelta delta) {
    var now = written.apply(delta);
    return now == written ? this : new PeerAuthenticationsSnapshot(now);
  }

  /**
   * What a workload accepts: the oldest policy that selects it, else that of its namespace, else
   * that of the mesh, else {@code PERMISSIVE}; {@code UNSET} inherits from the level above
   * (istio/istio pilot/pkg/security/authn/policy_applier.go, ComposePeerAuthentication).
   */
  public PeerModes of(String namespace, Map<String, String> labels, String rootNamespace) {
    if (written.byKey().isEmpty()) {
      return UNWRITTEN;
    }
    var levels = new ArrayList<ConfigObject<PeerAuthentication>>();
    general(rootNamespace).ifPresent(levels::add);
    Optional<ConfigObject<PeerAuthentication>> narrow = Optional.empty();
    if (!namespace.equals(rootNamespace)) {
      general(namespace).ifPresent(levels::add);
      narrow =
          written.in(namespace).stream()
              .filter(policy -> !isGeneral(policy) && selects(policy, labels))
              .findFirst();
      narrow.ifPresent(levels::add);
    }
    MtlsMode mode = MtlsMode.PERMISSIVE;
    var policies = new ArrayList<ObjectKey>();
    for (ConfigObject<PeerAuthentication> level : levels) {
      mode = orInherited(level.spec().mode(), mode);
      policies.add(level.key());
    }
    var ports = new TreeMap<Integer, MtlsMode>();
    if (narrow.isPresent()) {
      MtlsMode inherited = mode;
      narrow
          .get()
          .spec()
          .portLevelMtls()
          .forEach((port, written) -> ports.put(port, orInherited(written, inherited)));
    }
    return new PeerModes(mode, ports, policies);
  }

  /**
   * What clients assume of a whole namespace: the mode of its policy or of the mesh's; empty when
   * there is neither.
   */
  public Optional<MtlsMode> ofNamespace(String namespace, String rootNamespace) {
    Optional<MtlsMode> mesh =
        general(rootNamespace)
            .map(policy -> orInherited(policy.spec().mode(), MtlsMode.PERMISSIVE));
    if (namespace.equals(rootNamespace)) {
      return mesh;
    }
    return general(namespace)
        .map(policy -> orInherited(policy.spec().mode(), mesh.orElse(MtlsMode.PERMISSIVE)))
        .or(() -> mesh);
  }

  /** A warning for each policy of a namespace or of the mesh that an older one hides. */
  public List<Warning> warnings() {
    var warnings = new ArrayList<Warning>();
    for (String namespace : new TreeSet<>(written.byNamespace().keySet())) {
      List<ConfigObject<PeerAuthentication>> all =
          written.in(namespace).stream().filter(PeerAuthenticationsSnapshot::isGeneral).toList();
      for (var hidden : all.subList(Math.min(1, all.size()), all.size())) {
        warnings.add(hidden(hidden, all.getFirst()));
      }
    }
    return warnings;
  }

  private static Warning hidden(
      ConfigObject<PeerAuthentication> hidden, ConfigObject<PeerAuthentication> by) {
    return Warning.of(
        hidden,
        "selector",
        by.key().display() + " already applies to all of " + by.namespace() + " and wins",
        "remove one of the two, or give one a selector");
  }

  private Optional<ConfigObject<PeerAuthentication>> general(String namespace) {
    return written.in(namespace).stream()
        .filter(PeerAuthenticationsSnapshot::isGeneral)
        .findFirst();
  }

  private static boolean isGeneral(ConfigObject<PeerAuthentication> policy) {
    return policy.spec().selector().filter(by -> !by.labels().isEmpty()).isEmpty();
  }

  private static boolean selects(
      ConfigObject<PeerAuthentication> policy, Map<String, String> labels) {
    return policy.spec().selector().filter(by -> by.selects(labels)).isPresent();
  }

  private static MtlsMode orInherited(MtlsMode mode, MtlsMode inherited) {
    return mode == MtlsMode.UNSET ? inherited : mode;
  }
}
