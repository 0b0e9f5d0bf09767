// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.networking.VirtualService;
import io.lateen.cli.explain.Explanation.Loser;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.host.Hosts;
import io.lateen.mesh.routing.ResolvedVirtualService;
import io.lateen.mesh.scope.EgressScope;
import io.lateen.mesh.workload.ProxyRole;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.evaluate.Answer;
import io.lateen.translate.evaluate.Call;
import io.lateen.translate.evaluate.Step;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** VirtualServices for the called host that did not decide, and why not. */
final class LosingRules {

  /** Most of them that are named; a user reads no more. */
  private static final int MAX_LOSERS = 20;

  private final MeshSnapshot mesh;
  private final Workload proxy;

  LosingRules(MeshSnapshot mesh, Workload proxy) {
    this.mesh = mesh;
    this.proxy = proxy;
  }

  List<Loser> of(Call call, Answer answer, Deciders deciders) {
    if (answer.listener().equals(IstioNames.VIRTUAL_INBOUND)) {
      return List.of(); // VirtualServices are for callers.
    }
    var hosts = hosts(call, answer);
    var deciding = deciding(answer, deciders);
    var used = imported();
    var losers = new ArrayList<Loser>();
    for (var rules : mesh.virtualServices().all()) {
      boolean concerned =
          rules.spec().hosts().stream()
              .anyMatch(host -> hosts.stream().anyMatch(asked -> Hosts.covers(host, asked)));
      if (concerned && !deciding.contains(rules.key()) && losers.size() < MAX_LOSERS) {
        losers.add(loser(rules.object(), why(rules, used, deciding)));
      }
    }
    return losers;
  }

  /** The host as it was asked for, and as services are called. */
  private static Set<String> hosts(Call call, Answer answer) {
    var hosts = new HashSet<String>();
    var asked = call.request().host();
    int colon = asked.lastIndexOf(':');
    hosts.add(colon > 0 ? asked.substring(0, colon) : asked);
    int port = answer.virtualHost().lastIndexOf(':');
    if (port > 0) {
      hosts.add(answer.virtualHost().substring(0, port));
    }
    for (var share : answer.clusters()) {
      hosts.add(share.cluster().substring(share.cluster().lastIndexOf('|') + 1));
    }
    hosts.remove("");
    return hosts;
  }

  private static Set<ObjectKey> deciding(Answer answer, Deciders deciders) {
    return answer.steps().stream()
        .filter(step -> step.what() != Step.What.LISTENER)
        .flatMap(step -> deciders.of(step.place()).stream())
        .map(Cause::object)
        .collect(Collectors.toSet());
  }

  private Set<ObjectKey> imported() {
    return mesh.scopeOf(proxy).outbound().egress().stream()
        .map(EgressScope::virtualServices)
        .flatMap(Collection::stream)
        .map(ResolvedVirtualService::key)
        .collect(Collectors.toSet());
  }

  private String why(
      ResolvedVirtualService rules, Set<ObjectKey> imported, Set<ObjectKey> deciding) {
    if (!rules.exportTo().includes(rules.key().namespace(), proxy.namespace())) {
      return "is not exported to namespace " + proxy.namespace();
    }
    if (proxy.role() == ProxyRole.SIDECAR && !rules.isForMesh()) {
      return "is for " + String.join(", ", rules.spec().effectiveGateways()) + ", not for sidecars";
    }
    if (proxy.role() == ProxyRole.SIDECAR && !imported.contains(rules.key())) {
      return "is not imported by the Sidecar of namespace " + proxy.namespace();
    }
    return deciding.stream()
        .filter(key -> key.kind().equals("VirtualService"))
        .findFirst()
        .map(winner -> "the host belongs to " + winner.display() + ", which is older or closer")
        .orElse("none of its routes fits this port, protocol or request");
  }

  private static Loser loser(ConfigObject<VirtualService> object, String why) {
    return new Loser(
        object.key().kind(),
        object.namespace(),
        object.name(),
        object.origin().source(),
        object.origin().line(),
        why);
  }
}
