// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.controlplane.node.WorkloadRecords;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.BootstrapChanges;
import java.util.List;
import java.util.Optional;

/** The workloads of the published mesh, as the services for nodes read them. */
record MeshRecords(Pipeline pipeline, BootstrapChanges changes) implements WorkloadRecords {

  MeshRecords(Pipeline pipeline) {
    this(pipeline, new BootstrapChanges());
  }

  @Override
  public List<Workload> on(String node) {
    return pipeline.epoch().mesh().workloads().on(node).stream()
        .filter(MeshRecords::hasProxy)
        .toList();
  }

  @Override
  public Optional<Workload> byUid(String uid) {
    return pipeline.epoch().mesh().workloads().byUid(uid).filter(MeshRecords::hasProxy);
  }

  @Override
  public ProxySettings settings(Workload workload) {
    var mesh = pipeline.epoch().mesh();
    return mesh.policies().proxyConfigs().of(workload, mesh.meshConfig());
  }

  @Override
  public String bootstrap(Workload workload) {
    return changes.of(pipeline.epoch().mesh(), workload);
  }

  /**
   * The injector marks what stands behind a proxy; gateways are proxies themselves, and an agent
   * serves what does without one.
   */
  private static boolean hasProxy(Workload workload) {
    return workload.tlsMode() == TlsMode.ISTIO || workload.role() != ProxyRole.SIDECAR;
  }
}
