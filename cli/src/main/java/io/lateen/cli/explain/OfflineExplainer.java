// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.api.ObjectKey;
import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProxyDescription;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.Provenance;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.evaluate.Evaluator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Explains calls at the proxy of one mesh made of documents; translates once for all of them. */
public final class OfflineExplainer {

  private final MeshSnapshot mesh;
  private final Workload proxy;
  private final EnvoyConfig config;
  private final Deciders deciders;

  private OfflineExplainer(MeshSnapshot mesh, Workload proxy, ProxyResources resources) {
    this.mesh = mesh;
    this.proxy = proxy;
    this.config = EnvoyConfig.of(resources);
    this.deciders = new Deciders(origins(resources), this::written);
  }

  /** For the proxy that is described. */
  public static OfflineExplainer of(
      OfflineMesh mesh, ProxyDescription proxy, OfflineTranslation translation) {
    var workload = proxy.workload(mesh.snapshot());
    return new OfflineExplainer(mesh.snapshot(), workload, translation.translate(mesh, proxy));
  }

  Explanation explain(Call call) {
    var answer = Evaluator.evaluate(config, call);
    var losers = new LosingRules(mesh, proxy).of(call, answer, deciders);
    return new Explanation(answer, deciders, losers, Optional.empty());
  }

  private Optional<Cause> written(ObjectKey key) {
    return mesh.policies().authorizations().written().get(key).map(Cause::of);
  }

  private static Map<String, Map<String, Provenance>> origins(ProxyResources resources) {
    var origins = new HashMap<String, Map<String, Provenance>>();
    resources
        .byType()
        .forEach(
            (type, byName) -> {
              var names = new HashMap<String, Provenance>();
              byName.forEach((name, resource) -> names.put(name, resource.provenance()));
              origins.put(type, names);
            });
    return origins;
  }
}
