// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.ProxySettings.InterceptionMode;
import io.lateen.api.networking.CaptureMode;
import io.lateen.api.networking.Sidecar;
import io.lateen.api.networking.SidecarIngress;
import io.lateen.mesh.scope.InboundService;
import io.lateen.mesh.scope.ProxyScope;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The ports on which a workload serves: those of its Sidecar object, which replace all others, or
 * those of the services that pick it; of two services on one port the older one decides.
 */
final class InboundPorts {

  private InboundPorts() {}

  static List<InboundPort> of(ProxyScope scope, InterceptionMode interception) {
    var ports = new TreeMap<Integer, InboundPort>();
    Optional<ConfigObject<Sidecar>> sidecar = scope.outbound().sidecar();
    if (!scope.inbound().ingress().isEmpty() && sidecar.isPresent()) {
      for (var ingress : scope.inbound().ingress()) {
        ports.putIfAbsent(
            ingress.port().number(), ofIngress(ingress, sidecar.get(), scope, interception));
      }
    } else {
      for (var served : scope.inbound().services()) {
        if (served.targetPort() > 0 && served.port().protocol() != Protocol.UDP) {
          ports.merge(served.targetPort(), ofService(served), InboundPorts::join);
        }
      }
    }
    return List.copyOf(ports.values());
  }

  /** Services on the same port of the workload give metrics their names. */
  private static InboundPort ofIngress(
      SidecarIngress ingress,
      ConfigObject<Sidecar> sidecar,
      ProxyScope scope,
      InterceptionMode interception) {
    var here =
        scope.inbound().services().stream()
            .filter(served -> served.targetPort() == ingress.port().number())
            .toList();
    var services = here.stream().map(InboundService::service).toList();
    var own = scope.workload().addresses().stream().findFirst().orElse("");
    var protocol = Protocol.named(ingress.port().protocol());
    return new InboundPort(
        ingress.port().number(),
        ingress.port().number(),
        ingress.tls().isPresent() ? protocol.withoutTls() : protocol,
        services,
        sidecar.name() + "." + sidecar.namespace(),
        ingress.bind().isEmpty() ? own : ingress.bind(),
        isDirect(ingress.captureMode(), interception),
        ingress.tls(),
        ingress.defaultEndpoint(),
        here.stream().findFirst().flatMap(InboundService::rateLimit),
        ConfigPath.of(sidecar.key()),
        Provenance.of(List.of(Provenance.Cause.of(sidecar, ingress.line()))));
  }

  private static boolean isDirect(CaptureMode written, InterceptionMode ofProxy) {
    return written == CaptureMode.DEFAULT
        ? ofProxy == InterceptionMode.NONE
        : written == CaptureMode.NONE;
  }

  private static InboundPort ofService(InboundService served) {
    return new InboundPort(
        served.targetPort(),
        served.port().number(),
        served.port().protocol(),
        List.of(served.service()),
        "",
        "",
        false,
        Optional.empty(),
        "",
        served.rateLimit(),
        "",
        Provenance.of(List.of(cause(served.service()))));
  }

  /** Metrics know all services on the service port that decides. */
  private static InboundPort join(InboundPort first, InboundPort second) {
    var services = new ArrayList<>(first.services());
    if (first.servicePort() == second.servicePort()) {
      services.addAll(second.services());
    }
    return new InboundPort(
        first.targetPort(),
        first.servicePort(),
        first.protocol(),
        services,
        first.sidecar(),
        first.bind(),
        first.direct(),
        first.tls(),
        first.defaultEndpoint(),
        first.rateLimit(),
        first.config(),
        first.provenance());
  }

  private static Provenance.Cause cause(MeshService service) {
    return new Provenance.Cause(
        service.object(), service.origin().source(), service.origin().line());
  }
}
