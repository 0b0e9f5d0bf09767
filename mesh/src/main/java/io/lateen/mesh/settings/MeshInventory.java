// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.settings;

import io.lateen.api.ConfigDelta;
import io.lateen.api.kubernetes.Ingress;
import io.lateen.api.kubernetes.IngressClass;
import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.kubernetes.Secret;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.api.networking.WorkloadGroup;
import io.lateen.api.security.KeySet;
import io.lateen.mesh.object.KindSnapshot;

/**
 * Objects that are read as they are: namespaces, networks, Ingresses and their classes, groups of
 * workloads, Secrets with sealed keys, keys of token issuers. Laws: {@code SnapshotLaws} of the
 * testkit.
 */
public record MeshInventory(
    KindSnapshot<Namespace> namespaces,
    KindSnapshot<MeshNetworks> networks,
    KindSnapshot<Ingress> ingresses,
    KindSnapshot<IngressClass> ingressClasses,
    KindSnapshot<WorkloadGroup> workloadGroups,
    KindSnapshot<Secret> secrets,
    KindSnapshot<KeySet> keySets) {

  public static final MeshInventory EMPTY =
      new MeshInventory(
          KindSnapshot.empty(Namespace.class),
          KindSnapshot.empty(MeshNetworks.class),
          KindSnapshot.empty(Ingress.class),
          KindSnapshot.empty(IngressClass.class),
          KindSnapshot.empty(WorkloadGroup.class),
          KindSnapshot.empty(Secret.class),
          KindSnapshot.empty(KeySet.class));

  /** The state after {@code delta}; this very object when it touches none of these kinds. */
  public MeshInventory apply(ConfigDelta delta) {
    var next =
        new MeshInventory(
            namespaces.apply(delta),
            networks.apply(delta),
            ingresses.apply(delta),
            ingressClasses.apply(delta),
            workloadGroups.apply(delta),
            secrets.apply(delta),
            keySets.apply(delta));
    return next.namespaces == namespaces
            && next.networks == networks
            && next.ingresses == ingresses
            && next.ingressClasses == ingressClasses
            && next.workloadGroups == workloadGroups
            && next.secrets == secrets
            && next.keySets == keySets
        ? this
        : next;
  }

  /** The networks of the kind MeshNetworks, the first by name; else those of the settings. */
  public MeshNetworks networksOr(MeshNetworks ofSettings) {
    return networks.byKey().values().stream()
        .min((left, right) -> left.key().compareTo(right.key()))
        .map(object -> object.spec())
        .orElse(ofSettings);
  }
}
