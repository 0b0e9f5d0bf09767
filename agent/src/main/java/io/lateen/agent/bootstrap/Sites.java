// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.envoy.AdminClient;
import io.lateen.agent.site.NodeSite;
import io.lateen.agent.site.SiteServices;
import io.lateen.agent.workload.WorkloadSite;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The sites of a node by workload; as many as there are workloads. Safe from all threads. */
final class Sites {

  private final SiteServices services;
  private final Map<String, NodeSite> byUid = new ConcurrentHashMap<>();

  Sites(SiteServices services) {
    this.services = services;
  }

  WorkloadSite open(String uid) {
    var site = new NodeSite(uid, services, closed -> byUid.remove(uid, closed));
    byUid.put(uid, site);
    return site;
  }

  Optional<AdminClient> admin(String uid) {
    return Optional.ofNullable(byUid.get(uid)).map(NodeSite::admin);
  }
}
