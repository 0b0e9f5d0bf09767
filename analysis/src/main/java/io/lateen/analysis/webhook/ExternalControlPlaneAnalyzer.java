// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.webhook;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.api.decode.rule.Addresses;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Webhooks that go to a control plane outside of the cluster by a bad address, or by none. */
public final class ExternalControlPlaneAnalyzer implements Analyzer {

  private static final String DEFAULT_VALIDATOR = "istiod-default-validator";
  private static final String VALIDATOR = "istio-validator";
  private static final String INJECTOR = "istio-sidecar-injector";

  @Override
  public String name() {
    return "externalcontrolplane.ExternalControlPlaneAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var validator : inventory.of(TypeName.VALIDATING_WEBHOOK)) {
      if (validator.name().equals(DEFAULT_VALIDATOR) || validator.name().startsWith(VALIDATOR)) {
        check(validator, findings);
      }
    }
    for (var injector : inventory.of(TypeName.MUTATING_WEBHOOK)) {
      if (injector.name().startsWith(INJECTOR)) {
        check(injector, findings);
      }
    }
  }

  private static void check(AnalyzedDocument configuration, Findings findings) {
    for (var webhook : configuration.root().at("webhooks").items()) {
      var client = webhook.at("clientConfig");
      var url = client.at("url");
      if (url.exists()) {
        checkUrl(configuration, webhook, url, findings);
      } else if (!client.at("service").exists()) {
        report(configuration, webhook, client, "is blank", findings);
      }
    }
  }

  private static void checkUrl(
      AnalyzedDocument configuration, Part webhook, Part url, Findings findings) {
    var host = host(url.text());
    if (host.isEmpty()) {
      report(configuration, webhook, url, "has no valid format", findings);
    } else if (Addresses.isIp(host.get())) {
      findings.add(
          Code.EXTERNAL_CONTROL_PLANE_IS_ADDRESS,
          configuration,
          url,
          "The address (%s) of the webhook (%s) for the control plane outside of the cluster is an IP address; a name is better for production"
              .formatted(url.text(), webhook.at("name").text()));
    }
  }

  /** Host of a URL without brackets; empty when the text is no URL. */
  private static Optional<String> host(String url) {
    try {
      var host = Optional.ofNullable(new URI(url).getHost()).orElse("");
      return Optional.of(host.startsWith("[") ? host.substring(1, host.length() - 1) : host);
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  private static void report(
      AnalyzedDocument configuration, Part webhook, Part at, String fault, Findings findings) {
    findings.add(
        Code.INVALID_EXTERNAL_CONTROL_PLANE,
        configuration,
        at,
        "The hostname (%s) of the webhook (%s) for the control plane outside of the cluster %s; traffic may not flow"
            .formatted(at.text(), webhook.at("name").text(), fault));
  }
}
