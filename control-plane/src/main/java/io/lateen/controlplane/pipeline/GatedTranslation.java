// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.base.problem.Problems;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.check.ResourceGate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A translation of which only what Envoy takes is published; a resource that it would refuse keeps
 * its last good version. Used by the writer only. What was good is not known after a restart: then
 * such a resource is left out until it is mended.
 */
public final class GatedTranslation implements Translation {

  /** Most proxies whose last good resources are kept (docs/limits.md). */
  static final int MAX_PROXIES = 50_000;

  private static final ProxyResources NOTHING = new ProxyResources(Map.of(), Problems.NONE);

  /**
   * What a proxy may have.
   *
   * @param wanted what it was found in
   */
  private record Admitted(ProxyResources wanted, ProxyResources resources) {

    static final Admitted NONE = new Admitted(NOTHING, NOTHING);
  }

  private final Translation translation;
  private final ResourceGate gate = new ResourceGate();
  private final Map<WorkloadKey, Admitted> admitted =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<WorkloadKey, Admitted> eldest) {
          return size() > MAX_PROXIES;
        }
      };

  private MeshSnapshot newest = MeshSnapshot.EMPTY;
  private volatile int proxies;

  public GatedTranslation(Translation translation) {
    this.translation = translation;
  }

  @Override
  public ProxyResources translate(MeshSnapshot mesh, Workload proxy) {
    var before = admitted.getOrDefault(proxy.key(), Admitted.NONE);
    var wanted = translation.translate(mesh, proxy);
    if (wanted == before.wanted()) {
      return before.resources();
    }
    if (mesh != newest) {
      newest = mesh;
      gate.meshChanged();
    }
    var now = gate.admit(before.resources(), wanted);
    admitted.put(proxy.key(), new Admitted(wanted, now));
    proxies = admitted.size();
    return now;
  }

  /**
   * Forgets the last good resources of all other proxies.
   *
   * @return false: it is little, for most of what proxies have is what their classes have
   */
  public boolean retain(Predicate<WorkloadKey> wanted) {
    admitted.keySet().removeIf(wanted.negate());
    proxies = admitted.size();
    return false;
  }

  /** How much is kept, by kind. For any thread; a little behind what the writer does. */
  public Map<String, Integer> cached() {
    return Map.of(
        "verdicts", gate.size(), "good_listeners", gate.listeners(), "last_good", proxies);
  }
}
