// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.authentication;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.analysis.inventory.Pods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Routes by claims of tokens at gateways where nobody checks tokens. */
public final class ClaimRoutingAnalyzer implements Analyzer {

  /** Name of the pseudo header that stands for claims (istio/istio pkg/jwt/routing.go). */
  private static final String CLAIMS = "@request.auth.claims";

  @Override
  public String name() {
    return "virtualservice.JWTClaimRouteAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    Map<String, List<Map<String, String>>> selectors = new HashMap<>();
    for (var policy : inventory.of(TypeName.REQUEST_AUTHENTICATION)) {
      selectors
          .computeIfAbsent(policy.namespace(), key -> new ArrayList<>())
          .add(policy.spec("selector", "matchLabels").map());
    }
    for (var routes : inventory.of(TypeName.VIRTUAL_SERVICE)) {
      claim(routes).ifPresent(claim -> check(inventory, routes, claim, selectors, findings));
    }
  }

  private static void check(
      Inventory inventory,
      AnalyzedDocument routes,
      Part claim,
      Map<String, List<Map<String, String>>> selectors,
      Findings findings) {
    for (var reference : routes.spec("gateways").texts()) {
      var gateway = inventory.resolve(TypeName.GATEWAY, routes.namespace(), reference);
      if (gateway.isEmpty()) {
        continue;
      }
      for (var pod : inventory.pods().selectedBy(gateway.get().spec("selector").map())) {
        if (!isAuthenticated(inventory, pod, selectors)) {
          findings.add(
              Code.JWT_ROUTING_WITHOUT_AUTHENTICATION,
              routes,
              claim,
              "Routes by the JWT claim (key: %s), but no RequestAuthentication holds for the gateway (%s) pod (%s), so no claim is ever known there"
                  .formatted(claim.name(), gateway.get().fullName(), pod.name()));
        }
      }
    }
  }

  private static boolean isAuthenticated(
      Inventory inventory, AnalyzedDocument pod, Map<String, List<Map<String, String>>> selectors) {
    return Stream.of(inventory.settings().rootNamespace(), pod.namespace())
        .flatMap(namespace -> selectors.getOrDefault(namespace, List.of()).stream())
        .anyMatch(selector -> Pods.covers(selector, pod.labels()));
  }

  /** The first condition about a claim. */
  private static Optional<Part> claim(AnalyzedDocument routes) {
    return routes.spec("http").items().stream()
        .flatMap(route -> route.at("match").items().stream())
        .flatMap(
            match ->
                Stream.concat(
                    match.at("headers").fields().stream(),
                    match.at("withoutHeaders").fields().stream()))
        .filter(header -> isClaim(header.name()))
        .findFirst();
  }

  private static boolean isClaim(String header) {
    if (!header.toLowerCase(Locale.ROOT).startsWith(CLAIMS)) {
      return false;
    }
    var rest = header.substring(CLAIMS.length());
    return (rest.startsWith(".") && rest.length() > 1)
        || (rest.startsWith("[") && rest.endsWith("]") && rest.length() > 2);
  }
}
