// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.security.MtlsMode;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.mesh.servicepolicy.Decided;
import io.lateen.translate.Provenance;
import io.lateen.translate.accesslog.AccessLogs.InboundService;
import io.lateen.translate.authorization.Access;
import io.lateen.translate.http.HttpSettings;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.tls.MutualTlsSettings;
import io.lateen.translate.tls.TerminatedTls;
import io.lateen.translate.view.InboundPort;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

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

  /**
   * The listener to which everything is redirected, and those that are opened directly. Without
   * redirection the ports of services are the application's own: only those of a Sidecar object are
   * the proxy's.
   */
  public List<InboundListenerKey> plan() {
    boolean redirected = view.interception() != InterceptionMode.NONE;
    var chains = new ArrayList<>(passthrough());
    var causes = new ArrayList<Provenance.Cause>();
    var keys = new ArrayList<InboundListenerKey>();
    for (var port : redirected || view.hasOwnPorts() ? view.inbound() : List.<InboundPort>of()) {
      if (port.direct()) {
        keys.add(
            listener(
                ListenerNames.of(binds(port).getFirst(), port.targetPort()),
                binds(port),
                port.targetPort(),
                InterceptionMode.NONE,
                List.of(chain(port)),
                provenance(causes(port), List.of(port))));
      } else {
        chains.add(chain(port));
        causes.addAll(causes(port));
      }
    }
    if (redirected) {
      keys.addFirst(
          listener(
              IstioNames.VIRTUAL_INBOUND,
              view.openFamilies().wildcards(),
              view.mesh().proxyInboundListenPort(),
              view.interception(),
              chains,
              provenance(causes, view.inbound())));
    }
    return keys;
  }

  /** Each port's chains come from its own object; who may connect, from policies. */
  private Provenance provenance(List<Provenance.Cause> causes, List<InboundPort> ports) {
    var policies = view.inboundPolicies();
    var parts = new TreeMap<String, List<Provenance.Cause>>();
    for (var name :
        List.of(
            IstioNames.VIRTUAL_INBOUND,
            IstioNames.VIRTUAL_INBOUND_CATCHALL_HTTP,
            IstioNames.VIRTUAL_INBOUND_BLACKHOLE)) {
      parts.put(name, List.of());
      parts.put(name + Provenance.TLS, policies);
    }
    for (var port : ports) {
      var name = ListenerNames.of(binds(port).getFirst(), port.targetPort());
      var own = causes(port);
      boolean terminated = port.tls().isPresent() && mode(port) == MtlsMode.DISABLE;
      parts.put(name, own);
      parts.put(name + Provenance.TLS, terminated ? port.provenance().causes() : policies);
    }
    return new Provenance(causes, parts);
  }

  /** TLS settings that a PeerAuthentication hides. */
  public List<Problem> problems() {
    var problems = new ArrayList<Problem>();
    for (var port : view.inbound()) {
      if (port.tls().isPresent() && mode(port) != MtlsMode.DISABLE) {
        var cause = port.provenance().causes().getFirst();
        problems.add(
            Problem.warning(
                    new Location(cause.source(), cause.line(), 0),
                    cause.object().display(),
                    "ingress.tls",
                    "has no effect on port "
                        + port.targetPort()
                        + ", where the mesh's mTLS is "
                        + mode(port))
                .withFix("set portLevelMtls of a PeerAuthentication to DISABLE for the port"));
      }
    }
    return problems;
  }

  private MtlsMode mode(InboundPort port) {
    return view.inboundPortModes().getOrDefault(port.targetPort(), view.inboundMode());
  }

  private static List<Provenance.Cause> causes(InboundPort port) {
    var causes = new ArrayList<>(port.provenance().causes());
    port.rateLimit().map(Provenance.Cause::of).ifPresent(causes::add);
    return causes;
  }

  private InboundListenerKey listener(
      String name,
      List<String> addresses,
      int port,
      InterceptionMode interception,
      List<InboundChain> chains,
      Provenance provenance) {
    return new InboundListenerKey(
        name,
        addresses,
        port,
        interception,
        chains,
        MutualTlsSettings.of(view.mesh()),
        view.mesh().protocolDetectionTimeout(),
        HttpSettings.of(view),
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

  private InboundChain passthrough(int port, MtlsMode mode) {
    return new InboundChain(
        view.families().wildcard(),
        port,
        0,
        Protocol.AUTO,
        IstioNames.INBOUND_PASSTHROUGH_CLUSTER,
        mode,
        Optional.empty(),
        InboundService.UNKNOWN,
        "",
        true,
        Optional.empty(),
        "");
  }

  private InboundChain chain(InboundPort port) {
    var mode = mode(port);
    return new InboundChain(
        binds(port).getFirst(),
        port.targetPort(),
        port.servicePort(),
        port.protocol(),
        EnvoyClusterName.inbound(port.targetPort()),
        mode,
        port.tls()
            .filter(_ -> mode == MtlsMode.DISABLE)
            .map(tls -> TerminatedTls.of(tls, view.mesh().tls(), port.protocol().isHttp())),
        port.service()
            .map(InboundPlanner::service)
            .orElseGet(() -> new InboundService(port.sidecar(), "", "")),
        port.sidecar().isEmpty()
            ? port.service().map(MeshService::hostname).orElse("")
            : port.sidecar(),
        false,
        port.rateLimit().map(Decided::value),
        port.config());
  }

  private static InboundService service(MeshService service) {
    return new InboundService(service.hostname(), service.name(), service.namespace());
  }

  private List<String> binds(InboundPort port) {
    return port.bind().isEmpty() ? view.openFamilies().wildcards() : List.of(port.bind());
  }
}
