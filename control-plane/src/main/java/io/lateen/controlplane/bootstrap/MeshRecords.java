// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.api.meshconfig.ProxySettings;
import io.lateen.api.networking.WorkloadGroup;
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

  @Override
  public boolean has(String namespace, String serviceAccount) {
    var mesh = pipeline.epoch().mesh();
    return mesh.workloads().all().stream()
            .anyMatch(
                workload ->
                    workload.serviceAccount().equals(serviceAccount)
                        && workload.namespace().equals(namespace))
        || mesh.inventory().workloadGroups().byKey().values().stream()
            .anyMatch(
                group ->
                    group.key().namespace().equals(namespace)
                        && account(group.spec()).equals(serviceAccount));
  }

  @Override
  public Optional<String> groupAccount(String namespace, String group) {
    return pipeline.epoch().mesh().inventory().workloadGroups().byKey().values().stream()
        .filter(
            found -> found.key().namespace().equals(namespace) && found.key().name().equals(group))
        .findFirst()
        .map(found -> account(found.spec()));
  }

  /** Without a name it is the namespace's default one, as for Pods. */
  private static String account(WorkloadGroup group) {
    var name = group.template().serviceAccount();
    return name.isEmpty() ? "default" : name;
  }

  /**
   * The injector marks what stands behind a proxy; gateways are proxies themselves, and an agent
   * serves what does without one.
   */
  private static boolean hasProxy(Workload workload) {
    return workload.tlsMode() == TlsMode.ISTIO || workload.role() != ProxyRole.SIDECAR;
  }
}
