// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.workload;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import java.util.Set;

/** Applications that run as the proxy's user, so that their traffic is never captured. */
public final class ApplicationUserAnalyzer implements Analyzer {

  /** The proxy's user id; capture lets its traffic pass. */
  private static final String PROXY_USER = "1337";

  private static final Set<String> PROXIES = Set.of(Injection.PROXY_CONTAINER, "istio-operator");

  @Override
  public String name() {
    return "applicationUID.Analyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    inventory.of(TypeName.POD).forEach(pod -> check(pod, pod.spec(), findings));
    inventory
        .of(TypeName.DEPLOYMENT)
        .forEach(one -> check(one, one.spec("template", "spec"), findings));
  }

  private static void check(AnalyzedDocument object, Part podSpec, Findings findings) {
    if (Injection.isControlPlane(object)) {
      return;
    }
    checkUser(object, podSpec, findings);
    for (var container : podSpec.at("containers").items()) {
      if (!PROXIES.contains(container.at("name").text())) {
        checkUser(object, container, findings);
      }
    }
  }

  private static void checkUser(AnalyzedDocument object, Part owner, Findings findings) {
    var user = owner.at("securityContext", "runAsUser");
    if (user.text().equals(PROXY_USER)) {
      findings.add(
          Code.INVALID_APPLICATION_UID,
          object,
          user,
          "User ID (UID) 1337 is the sidecar's; traffic of an application with it is not captured");
    }
  }
}
