// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gatewayapi;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Definitions of the Gateway API's kinds that are too old for Istio to read objects of them. */
public final class DefinitionVersionAnalyzer implements Analyzer {

  private static final String BUNDLE_VERSION = "gateway.networking.k8s.io/bundle-version";
  private static final Pattern VERSION =
      Pattern.compile("v?([0-9]{1,6})(?:\\.([0-9]{1,6}))?(?:\\.([0-9]{1,6}))?(?:[-+].*)?");

  /** Oldest versions (istio/istio pkg/config/schema/gatewayapi/minimumversions.go). */
  private static final Map<String, Version> MINIMUM =
      Map.of(
          "grpcroutes.gateway.networking.k8s.io", new Version(1, 1, 0),
          "backendtlspolicies.gateway.networking.k8s.io", new Version(1, 4, 0),
          "tlsroutes.gateway.networking.k8s.io", new Version(1, 5, 0),
          "tcproutes.gateway.networking.k8s.io", new Version(1, 6, 0));

  private record Version(int major, int minor, int patch) {

    boolean isBelow(Version other) {
      return major != other.major
          ? major < other.major
          : minor != other.minor ? minor < other.minor : patch < other.patch;
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  @Override
  public String name() {
    return "k8sgateway.CRDVersionAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var definition : inventory.of(TypeName.CUSTOM_RESOURCE_DEFINITION)) {
      var minimum = Optional.ofNullable(MINIMUM.get(definition.name()));
      var annotation = definition.metadata().at("annotations").at(BUNDLE_VERSION);
      var installed = version(annotation.text());
      if (minimum.isPresent()
          && installed.filter(found -> found.isBelow(minimum.get())).isPresent()) {
        findings.add(
            Code.CRD_BELOW_MINIMUM,
            definition,
            annotation,
            "Gateway API CRD \"%s\" is at version \"%s\", but at least \"%s\" is required; its objects are not read until the CRDs are upgraded"
                .formatted(definition.name(), annotation.text(), minimum.get()));
      }
    }
  }

  private static Optional<Version> version(String text) {
    var matcher = VERSION.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Version(
                number(matcher.group(1)), number(matcher.group(2)), number(matcher.group(3))))
        : Optional.empty();
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
