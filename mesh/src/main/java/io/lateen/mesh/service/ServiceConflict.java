// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.mesh.object.Warning;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What becomes of several declarations of one host in one namespace: a Kubernetes Service wins over
 * ServiceEntries, the oldest ServiceEntry over the others; ServiceEntries that differ only in ports
 * and addresses are merged (istio/istio pilot/pkg/model/sidecar.go, appendSidecarServices).
 *
 * @param winner the service that counts
 * @param warnings one for each declaration that lost
 */
record ServiceConflict(MeshService winner, List<Warning> warnings) {

  /** The order in which declarations win. */
  static final Comparator<MeshService> PRECEDENCE =
      Comparator.comparing(MeshService::registry)
          .thenComparing(MeshService::creation)
          .thenComparing(MeshService::object);

  /**
   * Decides between {@code declarations}.
   *
   * @param declarations at least one, in {@link #PRECEDENCE}
   */
  static ServiceConflict decide(List<MeshService> declarations) {
    MeshService winner = declarations.getFirst();
    var warnings = new ArrayList<Warning>();
    for (MeshService other : declarations.subList(1, declarations.size())) {
      if (mergeable(winner, other)) {
        winner = merge(winner, other);
      } else {
        warnings.add(lost(other, winner));
      }
    }
    return new ServiceConflict(winner, List.copyOf(warnings));
  }

  private static boolean mergeable(MeshService one, MeshService other) {
    return one.registry() == Registry.SERVICE_ENTRY
        && other.registry() == Registry.SERVICE_ENTRY
        && one.resolution() == other.resolution()
        && one.external() == other.external()
        && one.labels().equals(other.labels())
        && one.selector().equals(other.selector())
        && one.exportTo().equals(other.exportTo());
  }

  private static MeshService merge(MeshService one, MeshService other) {
    var ports = new LinkedHashMap<Integer, ServicePort>();
    one.ports().forEach(port -> ports.put(port.number(), port));
    other.ports().forEach(port -> ports.putIfAbsent(port.number(), port));
    var addresses = new LinkedHashSet<>(one.addresses());
    addresses.addAll(other.addresses());
    return one.with(List.copyOf(addresses), List.copyOf(ports.values()));
  }

  private static Warning lost(MeshService loser, MeshService winner) {
    return Warning.of(
        loser.object(),
        loser.origin(),
        "hosts",
        "host "
            + loser.hostname()
            + " is already declared by "
            + winner.object().display()
            + ", which wins",
        "remove one of the two declarations");
  }
}
