// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.scope.OutboundScope;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.PlanName.OfRoutes;
import io.lateen.translate.PlanName.OfService;
import io.lateen.translate.memo.Topics;
import io.lateen.translate.view.Source;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What differs between two states of the mesh, as far as single hosts and VirtualServices go.
 *
 * @param gone plans for what is not there any more
 * @param added plans for what was not there before
 * @param topics what plans may have asked about
 * @param endpoints the same about endpoints; one set for all classes of proxies
 */
record StateChange(
    List<PlanName> gone, List<PlanName> added, Set<String> topics, Set<String> endpoints) {

  /** Changes of these may concern every plan. */
  private static final Set<Source> GENERAL =
      Set.of(Source.PEERS, Source.SETTINGS, Source.ADDRESSES);

  /**
   * The change; empty when it may concern everything.
   *
   * @param before the sources of an earlier state
   * @param changed those that are other objects in {@code view}
   * @param endpoints finds what differs in endpoints
   */
  static Optional<StateChange> of(
      Map<Source, Object> before,
      Set<Source> changed,
      WorkloadView view,
      EndpointTopics endpoints) {
    if (changed.stream().anyMatch(GENERAL::contains)) {
      return Optional.empty();
    }
    boolean listed = changed.contains(Source.ENDPOINTS);
    var change =
        new StateChange(
            new ArrayList<>(),
            new ArrayList<>(),
            new TreeSet<>(),
            listed
                ? endpoints.changed(before.get(Source.ENDPOINTS), view.source(Source.ENDPOINTS))
                : Set.of());
    if (changed.contains(Source.SCOPE)) {
      if (!(before.get(Source.SCOPE) instanceof OutboundScope old)
          || !(view.source(Source.SCOPE) instanceof OutboundScope now)
          || !listeners(old).equals(listeners(now))) {
        return Optional.empty();
      }
      change.topics.addAll(Topics.changed(old, now));
      change.addNames(old, now, view);
    }
    if (changed.contains(Source.PROXY)
        && before.get(Source.PROXY) instanceof Workload old
        && view.source(Source.PROXY) instanceof Workload now) {
      change.topics.addAll(Topics.changed(old.namespace(), now.namespace()));
    }
    return Optional.of(change);
  }

  private static List<?> listeners(OutboundScope scope) {
    return scope.egress().stream().map(EgressScope::written).toList();
  }

  private void addNames(OutboundScope old, OutboundScope now, WorkloadView view) {
    for (var host : old.byHost().changed(now.byHost())) {
      boolean was = old.byHost().containsKey(host);
      boolean is = now.byHost().containsKey(host);
      put(new PlanName.Clusters(host), was, is);
      if (view.passesMeshTlsOn()) {
        put(new PlanName.PassedOn(host), was, is);
      }
    }
    for (int i = 0; i < now.egress().size() && view.role() == ProxyRole.SIDECAR; i++) {
      var imported = now.egress().get(i).imported();
      for (var rank : old.egress().get(i).imported().changed(imported)) {
        boolean was = old.egress().get(i).imported().containsKey(rank);
        put(new OfService(i, rank), was, imported.containsKey(rank));
      }
      var routes = now.egress().get(i).routes();
      for (var rank : old.egress().get(i).routes().changed(routes)) {
        boolean was = old.egress().get(i).routes().containsKey(rank);
        put(new OfRoutes(i, rank), was, routes.containsKey(rank));
      }
    }
  }

  private void put(PlanName name, boolean was, boolean is) {
    if (was && !is) {
      gone.add(name);
    } else if (is && !was) {
      added.add(name);
    }
  }
}
