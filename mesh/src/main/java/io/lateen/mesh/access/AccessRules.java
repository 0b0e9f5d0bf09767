// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.meshconfig.Authorizer;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshConfig.PathNormalization;
import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.api.security.JwtRule;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.access.AccessDecision.Considered;
import io.lateen.mesh.access.AccessDecision.Outcome;
import io.lateen.mesh.security.PeerModes;
import io.lateen.mesh.workload.Workload;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The security policies of one workload.
 *
 * @param policies those that apply to it
 * @param tokens rules of the RequestAuthentications that apply to it
 * @param peers which connections it accepts
 * @param names the trust domain and its aliases
 * @param providers external authorizers of the mesh by name, and whether they judge connections
 *     that are not HTTP
 * @param paths how paths are brought to their normal form
 */
public record AccessRules(
    List<AccessPolicy> policies,
    List<JwtRule> tokens,
    PeerModes peers,
    List<String> names,
    Map<String, Boolean> providers,
    PathNormalization paths) {

  /** In this order actions count (api: security/v1beta1/authorization_policy.proto). */
  private static final List<Action> ORDER =
      List.of(Action.CUSTOM, Action.AUDIT, Action.DENY, Action.ALLOW);

  public AccessRules {
    policies = List.copyOf(policies);
    tokens = List.copyOf(tokens);
    names = List.copyOf(names);
    providers = new TreeMap<>(providers);
  }

  /** What the mesh says of a workload. */
  public static AccessRules of(MeshSnapshot mesh, Workload workload) {
    var applied = mesh.policiesOf(workload);
    var config = mesh.meshConfig();
    return new AccessRules(
        applied.authorizations().stream().map(AccessPolicy::of).toList(),
        applied.requestAuthentications().stream()
            .flatMap(policy -> policy.spec().rules().stream())
            .toList(),
        mesh.peersOf(workload),
        Stream.concat(Stream.of(config.trustDomain()), config.trustDomainAliases().stream())
            .toList(),
        authorizers(config, applied.authorizations().stream().map(AccessPolicy::of).toList()),
        config.pathNormalization());
  }

  private static Map<String, Boolean> authorizers(MeshConfig config, List<AccessPolicy> policies) {
    var found = new TreeMap<String, Boolean>();
    for (var policy : policies) {
      config
          .telemetry()
          .provider(policy.provider())
          .map(ExtensionProvider::provider)
          .filter(Authorizer.class::isInstance)
          .ifPresent(known -> found.put(policy.provider(), known instanceof Authorizer.Grpc));
    }
    return found;
  }

  /** What becomes of a request. */
  public AccessDecision decide(AccessRequest request) {
    var mode = peers.of(request.connection().port());
    boolean encrypted = request.connection().mutualTls();
    if ((mode == MtlsMode.STRICT && !encrypted) || (mode == MtlsMode.DISABLE && encrypted)) {
      var why = "PeerAuthentication demands " + (encrypted ? "clear text" : "mutual TLS");
      return decision(refusal(Outcome.DISCONNECTED, why), Optional.empty(), List.of());
    }
    boolean http = request.http().isPresent();
    var tokenVerdict = TokenVerdict.of(tokens, request.http().flatMap(HttpRequest::token));
    var considered = considered(request, tokenVerdict.token());
    var asked = asked(considered, http);
    return unanswered(considered)
        .or(() -> tokenVerdict.refusal().filter(_ -> http))
        .map(verdict -> decision(verdict, asked, considered))
        .orElseGet(() -> decision(counting(considered), asked, considered));
  }

  /** Providers are asked before tokens are verified, so that their rules know of none. */
  private List<Considered> considered(AccessRequest request, Optional<Token> token) {
    var path = request.http().map(http -> RequestPath.seen(http.path(), paths)).orElse("");
    var trusted = new TrustedNames(names);
    var early = new RuleMatch(new Attributes(request, path, Optional.empty(), trusted));
    var late = new RuleMatch(new Attributes(request, path, token, trusted));
    return policies.stream()
        .sorted(Comparator.comparing(policy -> ORDER.indexOf(policy.action())))
        .map(policy -> (policy.action() == Action.CUSTOM ? early : late).of(policy))
        .toList();
  }

  /** A policy with a provider that cannot be asked refuses what it matches. */
  private Optional<Verdict> unanswered(List<Considered> considered) {
    boolean several = custom(considered).map(one -> one.policy().provider()).distinct().count() > 1;
    return custom(considered)
        .filter(Considered::matches)
        .filter(one -> several || !providers.containsKey(one.policy().provider()))
        .findFirst()
        .map(
            one ->
                new Verdict(
                    Outcome.DENIED,
                    several
                        ? "policies of the workload name several providers"
                        : "the provider " + one.policy().provider() + " is not known",
                    Optional.of(one.policy())));
  }

  /** The provider that is asked; some judge requests only. */
  private Optional<String> asked(List<Considered> considered, boolean http) {
    return custom(considered)
        .filter(Considered::matches)
        .map(one -> one.policy().provider())
        .filter(
            provider ->
                providers.containsKey(provider)
                    && (http || providers.getOrDefault(provider, false)))
        .findFirst();
  }

  private static Stream<Considered> custom(List<Considered> considered) {
    return considered.stream().filter(one -> one.policy().action() == Action.CUSTOM);
  }

  private static Verdict counting(List<Considered> considered) {
    return Verdict.of(considered.stream().filter(one -> !one.policy().dryRun()).toList());
  }

  private static Verdict refusal(Outcome outcome, String why) {
    return new Verdict(outcome, why, Optional.empty());
  }

  private static AccessDecision decision(
      Verdict verdict, Optional<String> asks, List<Considered> considered) {
    boolean byRules = verdict.equals(counting(considered));
    return new AccessDecision(
        verdict.outcome(),
        verdict.why(),
        verdict.by(),
        asks,
        byRules ? Verdict.of(considered).outcome() : verdict.outcome(),
        considered);
  }
}
