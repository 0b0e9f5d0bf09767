// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.authentication;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.Map;
import java.util.stream.Stream;

/**
 * RequestAuthentications that let callers without a token pass: they refuse bad tokens, and only an
 * AuthorizationPolicy demands one (istio.io/docs/reference/config/security/request_authentication).
 */
public final class TokenNotDemandedAnalyzer implements Analyzer {

  private static final String CONDITIONS = "request.auth.";
  private static final String REQUIRED = "REQUIRED";

  @Override
  public String name() {
    return "lateen.TokenNotDemandedAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var root = inventory.settings().rootNamespace();
    var speaking =
        inventory.of(TypeName.AUTHORIZATION_POLICY).stream()
            .filter(TokenNotDemandedAnalyzer::speaksOfTokens)
            .toList();
    for (var authentication : inventory.of(TypeName.REQUEST_AUTHENTICATION)) {
      var rules = authentication.spec("jwtRules");
      var required =
          rules.items().stream().anyMatch(rule -> rule.at("presence").text().equals(REQUIRED));
      if (!rules.items().isEmpty()
          && !required
          && speaking.stream().noneMatch(policy -> meet(authentication, policy, root))) {
        findings.add(
            Code.TOKEN_NOT_DEMANDED,
            authentication,
            rules,
            "Callers without a token pass: no AuthorizationPolicy for the same workloads speaks of request principals or claims; to demand a token, DENY what has notRequestPrincipals [\"*\"]");
      }
    }
  }

  private static boolean speaksOfTokens(AnalyzedDocument policy) {
    return policy.spec("rules").items().stream()
        .anyMatch(
            rule ->
                rule.at("from").items().stream()
                        .map(from -> from.at("source"))
                        .flatMap(
                            source ->
                                Stream.of(
                                    source.at("requestPrincipals"),
                                    source.at("notRequestPrincipals")))
                        .anyMatch(Part::exists)
                    || rule.at("when").items().stream()
                        .anyMatch(when -> when.at("key").text().startsWith(CONDITIONS)));
  }

  /** Whether both may be of one workload, as far as it can be told without looking at workloads. */
  private static boolean meet(AnalyzedDocument one, AnalyzedDocument other, String root) {
    var near =
        one.namespace().equals(other.namespace())
            || one.namespace().equals(root)
            || other.namespace().equals(root);
    return near && !contradict(selector(one), selector(other));
  }

  private static Map<String, String> selector(AnalyzedDocument policy) {
    return policy.spec("selector", "matchLabels").map();
  }

  private static boolean contradict(Map<String, String> one, Map<String, String> other) {
    return one.entrySet().stream()
        .anyMatch(
            label ->
                !other.getOrDefault(label.getKey(), label.getValue()).equals(label.getValue()));
  }
}
