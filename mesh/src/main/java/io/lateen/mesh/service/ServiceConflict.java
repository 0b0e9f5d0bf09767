// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
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
 * @param problems a warning for each declaration that lost
 */
record ServiceConflict(MeshService winner, Problems problems) {

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
    var problems = new ArrayList<Problem>();
    for (MeshService other : declarations.subList(1, declarations.size())) {
      if (mergeable(winner, other)) {
        winner = merge(winner, other);
      } else {
        problems.add(lost(other, winner));
      }
    }
    return new ServiceConflict(winner, new Problems(problems));
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

  private static Problem lost(MeshService loser, MeshService winner) {
    return Problem.warning(
            new Location(loser.origin().source(), loser.origin().line(), 0),
            loser.object().display(),
            "hosts",
            "host " + loser.hostname() + " is already declared by " + winner.object().display()
                + ", which wins")
        .withFix("remove one of the two declarations");
  }
}
