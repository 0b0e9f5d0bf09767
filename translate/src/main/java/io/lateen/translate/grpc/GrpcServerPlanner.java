// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.api.ConfigObject;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.MtlsMode;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.translate.Provenance;
import io.lateen.translate.authorization.AccessPlanner;
import io.lateen.translate.authorization.AppliedPolicy;
import io.lateen.translate.authorization.Authorization;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.view.InboundPort;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Decides what the gRPC servers of a workload without proxy get. */
public final class GrpcServerPlanner {

  private final WorkloadView view;
  private final Set<Problem> problems = new LinkedHashSet<>();

  public GrpcServerPlanner(WorkloadView view) {
    this.view = view;
  }

  /**
   * The listeners of every port that services have, for each address that a server may listen on:
   * the client asks by it.
   */
  public List<ServerListenerKey> plan() {
    var authorization = new AccessPlanner(view).plan().authorization();
    report(authorization);
    var keys = new ArrayList<ServerListenerKey>();
    for (var port : view.inbound()) {
      reportLimit(port);
      for (var address : addresses()) {
        keys.add(
            new ServerListenerKey(
                address, port.targetPort(), isMutual(port), authorization, provenance(port)));
      }
    }
    return List.copyOf(keys);
  }

  /** What authors want in vain. */
  public Set<Problem> problems() {
    return problems;
  }

  private Set<String> addresses() {
    var addresses = new LinkedHashSet<String>();
    addresses.add(IstioNames.WILDCARD_ADDRESS);
    addresses.add(IstioNames.WILDCARD_ADDRESS_IPV6);
    addresses.addAll(view.proxy().addresses());
    return addresses;
  }

  /**
   * A gRPC server takes one kind of connection. Where both are allowed the workload's label says
   * which, since callers go by it (Istio: grpcgen/lds.go buildInboundFilterChains).
   */
  private boolean isMutual(InboundPort port) {
    boolean labelled = view.proxy().tlsMode() == TlsMode.ISTIO;
    var mode = view.inboundPortModes().getOrDefault(port.targetPort(), view.inboundMode());
    if (mode == MtlsMode.STRICT && !labelled) {
      var policies = view.inboundPolicies();
      if (!policies.isEmpty()) {
        problems.add(
            new Loss(
                    "mtls.mode",
                    "are called with mTLS by Envoys only where their label says that they can: "
                        + view.proxy().key()
                        + " does not have it")
                .at(policies.getFirst())
                .withFix("label the pod with " + TlsMode.LABEL + ": istio"));
      }
    }
    return mode == MtlsMode.STRICT || (mode == MtlsMode.PERMISSIVE && labelled);
  }

  private Provenance provenance(InboundPort port) {
    var causes = new ArrayList<>(port.provenance().causes());
    view.inboundPolicies().stream().filter(cause -> !causes.contains(cause)).forEach(causes::add);
    return Provenance.of(causes);
  }

  private void reportLimit(InboundPort port) {
    port.rateLimit()
        .map(Provenance.Cause::of)
        .ifPresent(cause -> problems.add(new Loss("rateLimit", "let in every call").at(cause)));
  }

  private void report(Authorization authorization) {
    var written = view.policies().authorizations();
    for (int i = 0; i < authorization.policies().size(); i++) {
      report(authorization, authorization.policies().get(i), written.get(i));
    }
    for (var tokens : view.policies().requestAuthentications()) {
      problems.add(new Loss("jwtRules", "verify no tokens").errorAt(Provenance.Cause.of(tokens)));
    }
  }

  private void report(
      Authorization all, AppliedPolicy applied, ConfigObject<AuthorizationPolicy> written) {
    var cause = Provenance.Cause.of(written);
    if (applied.dryRun()) {
      problems.add(new Loss("metadata.annotations", "note no verdicts of dry runs").at(cause));
      return;
    }
    switch (applied.action()) {
      case AUDIT -> problems.add(new Loss("action", "note no audited calls").at(cause));
      case CUSTOM ->
          problems.add(
              new Loss("action", "ask no provider: they refuse every call that it matches")
                  .errorAt(cause));
      case ALLOW, DENY -> {
        var alone = new Authorization(List.of(applied), all.trustDomains(), Map.of());
        if (!ServerRules.of(alone).exact()) {
          problems.add(
              new Loss(
                      "rules",
                      "do not know all of its conditions: calls that depend on them are refused")
                  .errorAt(cause));
        }
      }
    }
  }
}
