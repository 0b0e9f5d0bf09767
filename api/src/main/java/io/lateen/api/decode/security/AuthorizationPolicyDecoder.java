// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Targets;
import io.lateen.api.security.AuthorizationPolicy;
import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.base.decode.ObjectReader;
import java.util.Locale;
import java.util.Set;

/**
 * Decodes authorization policies (api: security/v1beta1/authorization_policy.proto; rules:
 * pkg/config/validation ValidateAuthorizationPolicy).
 */
public final class AuthorizationPolicyDecoder implements SpecDecoder<AuthorizationPolicy> {

  /** Most rules of a policy (istio CRD). */
  private static final int MAX_RULES = 512;

  private static final String DRY_RUN = "istio.io/dry-run";

  /** Texts that Go's strconv.ParseBool takes. */
  private static final Set<String> BOOLEANS = Set.of("1", "t", "true", "0", "f", "false");

  @Override
  public AuthorizationPolicy decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var action = in.enumeration("action", Action.ALLOW);
    var policy =
        new AuthorizationPolicy(
            Targets.read(in),
            action,
            in.object("provider", AuthorizationPolicyDecoder::provider).orElse(""),
            in.objects(
                "rules", rule -> AuthorizationRuleDecoder.decode(rule, action, isTried(meta))));
    in.done();
    Bounds.items(in, "rules", MAX_RULES);
    checkAction(in, policy);
    checkDryRun(document, policy, meta);
    return policy;
  }

  private static String provider(ObjectReader in) {
    var name = in.string("name");
    in.done();
    return name;
  }

  private static void checkAction(ObjectReader in, AuthorizationPolicy policy) {
    var custom = policy.action() == Action.CUSTOM;
    if ((custom || policy.action() == Action.DENY) && policy.rules().isEmpty()) {
      in.error(
          "rules",
          policy.action() + " without rules never applies",
          "write rules: [{}] to apply it to every request");
    } else if (custom && policy.provider().isEmpty()) {
      in.error("provider", "CUSTOM needs the name of a provider");
    }
    if (!custom && in.has("provider")) {
      in.error("provider", "can be set with the action CUSTOM only");
    }
  }

  private static boolean isTried(ObjectMeta meta) {
    var text = meta.annotation(DRY_RUN).toLowerCase(Locale.ROOT);
    return text.startsWith("t") || text.equals("1");
  }

  private static void checkDryRun(
      ObjectReader document, AuthorizationPolicy policy, ObjectMeta meta) {
    if (!meta.annotations().containsKey(DRY_RUN)) {
      return;
    }
    if (policy.action() != Action.ALLOW && policy.action() != Action.DENY) {
      document.error("metadata", DRY_RUN + " works with the actions ALLOW and DENY only");
    } else if (!BOOLEANS.contains(meta.annotation(DRY_RUN).toLowerCase(Locale.ROOT))) {
      document.error(
          "metadata", DRY_RUN + " is \"" + meta.annotation(DRY_RUN) + "\", not true or false");
    }
  }
}
