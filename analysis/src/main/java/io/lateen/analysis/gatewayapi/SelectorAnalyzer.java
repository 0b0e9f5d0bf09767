// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gatewayapi;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.List;

/** Policies that select pods of a Gateway of the Gateway API, which hear only to targetRefs. */
public final class SelectorAnalyzer implements Analyzer {

  private static final String GATEWAY_NAME = "gateway.networking.k8s.io/gateway-name";
  private static final List<TypeName> POLICIES =
      List.of(
          TypeName.AUTHORIZATION_POLICY,
          TypeName.REQUEST_AUTHENTICATION,
          TypeName.TELEMETRY,
          TypeName.WASM_PLUGIN);

  @Override
  public String name() {
    return "k8sgateway.SelectorAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var type : POLICIES) {
      for (var policy : inventory.of(type)) {
        var selector = policy.spec("selector");
        if (!selector.exists() || policy.spec("targetRef").exists()) {
          continue;
        }
        for (var pod :
            inventory.pods().selectedBy(selector.at("matchLabels").map(), policy.namespace())) {
          var gateway = pod.labels().get(GATEWAY_NAME);
          if (gateway != null) {
            findings.add(
                Code.INEFFECTIVE_SELECTOR,
                policy,
                selector,
                "The selector has no effect on the Kubernetes Gateway %s; name it in targetRefs instead"
                    .formatted(gateway));
          }
        }
      }
    }
  }
}
