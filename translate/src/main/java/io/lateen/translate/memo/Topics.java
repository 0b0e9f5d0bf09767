// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.mesh.endpoint.EndpointsSnapshot;
import io.lateen.mesh.host.HostIndex;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.RouteRank;
import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.scope.OutboundScope;
import java.util.Set;
import java.util.TreeSet;

/** What questions are about, and which of it differs between two states. */
public final class Topics {

  /** Of questions for all services that a pattern covers. */
  static final String PATTERNS = "#*";

  private final Set<String> changed = new TreeSet<>();

  private Topics() {}

  /** The topic of a VirtualService. */
  static String of(RouteRank rank) {
    return "#" + rank.age().namespace() + "/" + rank.age().name();
  }

  /** The topic of whether a proxy is in a namespace. */
  static String ofClients(String namespace) {
    return "@" + namespace;
  }

  /** The topics of which the answers may differ between proxies of two namespaces. */
  public static Set<String> changed(String before, String now) {
    return before.equals(now) ? Set.of() : Set.of(ofClients(before), ofClients(now));
  }

  /** The topics of which the answers may differ between two scopes with the same listeners. */
  public static Set<String> changed(OutboundScope before, OutboundScope now) {
    var topics = new Topics();
    topics.changed.addAll(before.byHost().changed(now.byHost()));
    topics.changed.addAll(before.rules().changed(now.rules()));
    topics.changed.addAll(before.settings().changed(now.settings()));
    topics.changed.addAll(before.aliases().changed(now.aliases()));
    for (int i = 0; i < now.egress().size(); i++) {
      topics.add(before.egress().get(i), now.egress().get(i));
    }
    return topics.changed;
  }

  /** The topics of which the answers about endpoints may differ. */
  public static Set<String> changed(EndpointsSnapshot before, EndpointsSnapshot now) {
    var topics = new Topics();
    before.byService().changed(now.byService()).forEach(key -> topics.changed.add(key.hostname()));
    return topics.changed;
  }

  private void add(EgressScope before, EgressScope now) {
    if (before == now) {
      return;
    }
    var ranks = before.imported().changed(now.imported());
    ranks.forEach(rank -> changed.add(rank.order().key().hostname()));
    before.routes().changed(now.routes()).forEach(rank -> changed.add(of(rank)));
    addHosts(before.http(), now.http(), now);
    addHosts(before.connections(), now.connections(), now);
    if (addHosts(before.httpOwners(), now.httpOwners(), now) || !ranks.isEmpty()) {
      changed.add(PATTERNS);
    }
  }

  /** A pattern is about every host that it covers. Says whether any host differs. */
  private <V> boolean addHosts(HostIndex<V> before, HostIndex<V> now, EgressScope scope) {
    var names = before.exact().changed(now.exact());
    changed.addAll(names);
    var patterns = before.wildcards().changed(now.wildcards());
    for (String pattern : patterns) {
      changed.add(pattern);
      scope.ranks().keySet().stream()
          .filter(host -> Hosts.covers(pattern, host))
          .forEach(changed::add);
    }
    return !names.isEmpty() || !patterns.isEmpty();
  }
}
