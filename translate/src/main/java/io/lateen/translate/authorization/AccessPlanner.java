// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import io.lateen.api.ConfigObject;
import io.lateen.api.meshconfig.Authorizer;
import io.lateen.api.meshconfig.ExtensionProvider;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.api.security.JwtRule;
import io.lateen.api.security.KeySet;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.authentication.Tokens;
import io.lateen.translate.name.EnvoyClusterName;
import io.lateen.translate.view.WorkloadView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Decides which policies guard a workload, and finds the providers that they name. */
public final class AccessPlanner {

  private final WorkloadView view;
  private final List<Problem> problems = new ArrayList<>();

  public AccessPlanner(WorkloadView view) {
    this.view = view;
  }

  public Access plan() {
    var authorizations = view.policies().authorizations();
    var tokens = view.policies().requestAuthentications();
    tokens.forEach(this::reportUnknownKeys);
    if (authorizations.isEmpty() && tokens.isEmpty()) {
      return Access.OPEN;
    }
    var authorizers = new TreeMap<String, ExternalAuthorizer>();
    for (var policy : authorizations) {
      if (policy.spec().action() == Action.CUSTOM) {
        authorizer(policy).ifPresent(found -> authorizers.put(policy.spec().provider(), found));
      }
    }
    reportSeveralProviders(authorizations);
    return new Access(
        new Authorization(
            authorizations.stream().map(AppliedPolicy::of).toList(),
            TrustDomains.of(view.mesh()),
            authorizers),
        Tokens.of(tokens, this::withKeys));
  }

  /** Policies that cannot do what they say, and what happens instead. */
  public List<Problem> problems() {
    return problems;
  }

  private Optional<ExternalAuthorizer> authorizer(ConfigObject<AuthorizationPolicy> policy) {
    var name = policy.spec().provider();
    var provider = view.mesh().telemetry().provider(name).map(ExtensionProvider::provider);
    if (provider.isEmpty()) {
      report(policy, "names the provider " + name + ", which the mesh configuration does not have");
      return Optional.empty();
    }
    if (!(provider.get() instanceof Authorizer settings)) {
      report(policy, "names the provider " + name + ", which does not authorize requests");
      return Optional.empty();
    }
    var written = settings.address().service();
    var host = written.substring(written.indexOf('/') + 1);
    if (view.service(host).isEmpty()) {
      report(
          policy, "names the provider " + name + ", whose service " + host + " is not known here");
      return Optional.empty();
    }
    var cluster = new EnvoyClusterName(settings.address().port(), "", host).value();
    return Optional.of(new ExternalAuthorizer(settings, cluster, host));
  }

  private void reportSeveralProviders(List<ConfigObject<AuthorizationPolicy>> policies) {
    var custom = policies.stream().filter(p -> p.spec().action() == Action.CUSTOM).toList();
    if (custom.stream().map(p -> p.spec().provider()).distinct().count() > 1) {
      custom.forEach(
          policy ->
              report(policy, "shares its workloads with policies that name another provider"));
    }
  }

  private void report(ConfigObject<AuthorizationPolicy> policy, String what) {
    problems.add(
        Problem.error(
                location(policy),
                policy.key().display(),
                "spec.provider",
                what + "; the requests that it matches are refused")
            .withFix("name one provider of extensionProviders whose service is in the mesh"));
  }

  /** The rule with the keys that the control plane has got for it. */
  private JwtRule withKeys(JwtRule rule) {
    var keys = got(rule).map(KeySet::jwks).orElse("");
    return rule.jwks().isEmpty() && !keys.isEmpty() ? rule.withKeys(keys) : rule;
  }

  private Optional<KeySet> got(JwtRule rule) {
    return rule.jwks().isEmpty() ? view.keys(KeySet.sourceOf(rule)) : Optional.empty();
  }

  private void reportUnknownKeys(ConfigObject<RequestAuthentication> policy) {
    for (JwtRule rule : policy.spec().rules()) {
      if (withKeys(rule).jwks().isEmpty()) {
        var why = got(rule).map(KeySet::failure).filter(text -> !text.isEmpty());
        problems.add(
            Problem.error(
                    new Location(policy.origin().source(), rule.line(), 0),
                    policy.key().display(),
                    "spec.jwtRules",
                    "the keys of the issuer "
                        + rule.issuer()
                        + " are not there"
                        + why.map(text -> ": " + text).orElse(" yet")
                        + "; its tokens are refused")
                .withFix("mend " + KeySet.sourceOf(rule).uri() + ", or put the keys into jwks"));
      }
    }
  }

  private static Location location(ConfigObject<?> object) {
    return new Location(object.origin().source(), object.origin().line(), 0);
  }
}
