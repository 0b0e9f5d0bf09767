// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.secret.ProxySecrets;
import io.lateen.translate.view.NameAnswers;
import io.lateen.translate.view.ScopedView;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns the mesh into what one proxy gets. Equal inputs give equal bytes on every replica; what an
 * edit does not concern comes back as the same objects. Safe for several threads.
 */
public final class Translator {

  /** Most bytes of resources kept by their keys where nothing else is said (docs/limits.md). */
  static final long KEPT_BYTES = 64L << 20;

  private final NameAnswers names;
  private final ResourceCatalog catalog;
  private final SharedTranslation shared;
  private final OwnPlans own;
  private final ProxylessPlans proxyless;
  private final Attachments attachments = new Attachments();
  private volatile Translated newest =
      new Translated(MeshSnapshot.EMPTY, new ConcurrentHashMap<>());
  private final ProxySecrets secrets = new ProxySecrets();

  /** For proxies that capture names only where their settings say so, as in Istio. */
  public Translator() {
    this(NameAnswers.CLUSTER);
  }

  /**
   * @param names who answers for names where a proxy's settings do not say it
   */
  public Translator(NameAnswers names) {
    this(names, KEPT_BYTES);
  }

  /**
   * @param keptBytes most bytes of resources kept by their keys. What proxies have now is held by
   *     them, so less only costs time: equal resources are made again
   */
  public Translator(NameAnswers names, long keptBytes) {
    this.names = names;
    this.catalog = new ResourceCatalog(keptBytes);
    this.shared = new SharedTranslation(catalog);
    this.own = new OwnPlans(catalog);
    this.proxyless = new ProxylessPlans(catalog);
  }

  /**
   * What was translated at one state of the mesh; at most one entry for each of its workloads.
   * Edits that say nothing new leave the mesh the same object.
   */
  private record Translated(MeshSnapshot mesh, Map<WorkloadKey, Result> byProxy) {}

  private record Result(Workload workload, ProxyResources resources) {}

  /** All resources of the proxy of {@code workload}, whatever it subscribes to. */
  public ProxyResources translate(MeshSnapshot mesh, Workload workload) {
    var results = results(mesh);
    @Nullable Result known = results.get(workload.key());
    if (known != null && known.workload() == workload) {
      return known.resources();
    }
    var resources = translated(mesh, workload);
    results.put(workload.key(), new Result(workload, resources));
    return resources;
  }

  private Map<WorkloadKey, Result> results(MeshSnapshot mesh) {
    var last = newest;
    if (last.mesh() != mesh) {
      last = new Translated(mesh, new ConcurrentHashMap<>());
      newest = last;
    }
    return last.byProxy();
  }

  private ProxyResources translated(MeshSnapshot mesh, Workload workload) {
    var scope = mesh.scopeOf(workload);
    var view = new ScopedView(mesh, scope, names);
    if (workload.role() == ProxyRole.PROXYLESS) {
      return shared.of(view).with(proxyless.servers(view));
    }
    var part =
        workload.role() == ProxyRole.ROUTER ? own.gateway(view, mesh, scope) : own.sidecar(view);
    var attached = attachments.apply(shared.of(view).with(part), mesh, scope, view);
    return secrets.apply(attached, mesh, scope);
  }

  /** How much is kept of what was made, by kind; the bounds are in docs/limits.md. */
  public Map<String, Integer> cached() {
    var sizes = new TreeMap<>(attachments.cached());
    sizes.put("resources", catalog.size());
    sizes.put("virtual_hosts", catalog.hosts());
    return sizes;
  }
}
