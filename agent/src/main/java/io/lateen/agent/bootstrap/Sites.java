// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import io.lateen.agent.envoy.AdminClient;
import io.lateen.agent.site.NodeSite;
import io.lateen.agent.site.SiteServices;
import io.lateen.agent.workload.WorkloadSite;
import io.lateen.agent.workload.WorkloadSites;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sites of a node by workload; as many as there are workloads. Safe from all threads. */
final class Sites implements WorkloadSites {

  private static final Logger LOG = LoggerFactory.getLogger(Sites.class);

  private final SiteServices services;
  private final Map<String, NodeSite> byUid = new ConcurrentHashMap<>();

  Sites(SiteServices services) {
    this.services = services;
  }

  @Override
  public WorkloadSite open(String uid) {
    var site = new NodeSite(uid, services, closed -> byUid.remove(uid, closed));
    byUid.put(uid, site);
    return site;
  }

  @Override
  public Set<String> leftovers() {
    var uids = new TreeSet<String>();
    try (var folders = Files.newDirectoryStream(services.folders().run(), Files::isDirectory)) {
      folders.forEach(folder -> uids.add(folder.getFileName().toString()));
    } catch (IOException | DirectoryIteratorException e) {
      LOG.warn("leftovers cannot be looked for: {}", e.toString());
    }
    return uids;
  }

  Optional<AdminClient> admin(String uid) {
    return Optional.ofNullable(byUid.get(uid)).map(NodeSite::admin);
  }
}
