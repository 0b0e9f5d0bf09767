// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.Provenance;
import io.lateen.translate.accesslog.AccessLogs.InboundService;
import io.lateen.translate.authorization.Access;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.tls.MutualTlsSettings;
import io.lateen.translate.view.InboundPort;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;

/** Plans a sidecar's inbound listeners (Istio: core/listener_inbound.go). */
public final class InboundPlanner {

  /** Stands for all ports that no other chain names. */
  private static final int OTHER_PORTS = 0;

  private final WorkloadView view;
  private final Access access;

  public InboundPlanner(WorkloadView view, Access access) {
    this.view = view;
    this.access = access;
  }

  /** The listener to which everything is redirected, and those that are opened directly. */
  public List<InboundListenerKey> plan() {
    var chains = new ArrayList<>(passthrough());
    var causes = new ArrayList<Provenance.Cause>();
    var direct = new ArrayList<InboundListenerKey>();
    for (var port : view.inbound()) {
      if (port.direct()) {
        direct.add(
            listener(
                ListenerNames.of(bind(port), port.targetPort()),
                bind(port),
                port.targetPort(),
                false,
                List.of(chain(port)),
                port.provenance()));
      } else {
        chains.add(chain(port));
        causes.addAll(port.provenance().causes());
      }
    }
    var keys = new ArrayList<InboundListenerKey>();
    keys.add(
        listener(
            IstioNames.VIRTUAL_INBOUND,
            IstioNames.WILDCARD_ADDRESS,
            view.mesh().proxyInboundListenPort(),
            true,
            chains,
            Provenance.of(causes)));
    keys.addAll(direct);
    return keys;
  }

  private InboundListenerKey listener(
      String name,
      String address,
      int port,
      boolean redirected,
      List<InboundChain> chains,
      Provenance provenance) {
    return new InboundListenerKey(
        name,
        address,
        port,
        redirected,
        chains,
        MutualTlsSettings.of(view.mesh()),
        view.mesh().protocolDetectionTimeout(),
        HttpSettings.of(view.mesh()),
        access,
        provenance);
  }

  /** Ports that nobody declared: the workload's mode, and own chains for ports with another one. */
  private List<InboundChain> passthrough() {
    var chains = new ArrayList<InboundChain>();
    chains.add(passthrough(OTHER_PORTS, view.inboundMode()));
    view.inboundPortModes()
        .forEach(
            (port, mode) -> {
              if (view.inbound().stream().noneMatch(known -> known.targetPort() == port)) {
                chains.add(passthrough(port, mode));
              }
            });
    return chains;
  }

  private static InboundChain passthrough(int port, MtlsMode mode) {
    return new InboundChain(
        IstioNames.WILDCARD_ADDRESS,
        port,
        0,
        Protocol.AUTO,
        IstioNames.INBOUND_PASSTHROUGH_CLUSTER,
        mode,
        InboundService.UNKNOWN,
        "",
        true,
        "");
  }

  private InboundChain chain(InboundPort port) {
    return new InboundChain(
        bind(port),
        port.targetPort(),
        port.servicePort(),
        port.protocol(),
        EnvoyClusterName.inbound(port.targetPort()),
        view.inboundPortModes().getOrDefault(port.targetPort(), view.inboundMode()),
        port.service()
            .map(InboundPlanner::service)
            .orElseGet(() -> new InboundService(port.sidecar(), "", "")),
        port.sidecar().isEmpty()
            ? port.service().map(MeshService::hostname).orElse("")
            : port.sidecar(),
        false,
        port.config());
  }

  private static InboundService service(MeshService service) {
    return new InboundService(service.hostname(), service.name(), service.namespace());
  }

  private static String bind(InboundPort port) {
    return port.bind().isEmpty() ? IstioNames.WILDCARD_ADDRESS : port.bind();
  }
}
