// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.authentication;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Names;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;

/** An istiod that fetches keys of tokens from any address, although somebody can name addresses. */
public final class KeyFetchAnalyzer implements Analyzer {

  private static final String VARIABLE = "BLOCKED_CIDRS_IN_JWKS_URIS";

  @Override
  public String name() {
    return "authn.BlockedCIDRsAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    var policies = inventory.of(TypeName.REQUEST_AUTHENTICATION);
    if (policies.isEmpty()) {
      return;
    }
    var names = policies.stream().map(AnalyzedDocument::fullName).toList();
    for (var deployment : inventory.of(TypeName.DEPLOYMENT)) {
      if ("istiod".equals(deployment.labels().get("app")) && !isRestricted(deployment)) {
        findings.add(
            Code.JWKS_FETCH_UNRESTRICTED,
            deployment,
            "%s is not set, but there are %d RequestAuthentications (%s); set it so that keys are not fetched from internal addresses"
                .formatted(VARIABLE, policies.size(), Names.list(names)));
      }
    }
  }

  private static boolean isRestricted(AnalyzedDocument deployment) {
    return deployment.spec("template", "spec", "containers").items().stream()
        .flatMap(container -> container.at("env").items().stream())
        .filter(variable -> variable.at("name").text().equals(VARIABLE))
        .anyMatch(variable -> !variable.at("value").text().isEmpty());
  }
}
