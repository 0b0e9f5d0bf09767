// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.annotation;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.annotation.KnownAnnotations.Maturity;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import java.util.Set;

/**
 * Annotations that may still change. Not among the analyzers that run unasked, because injection
 * itself writes many of them.
 */
public final class AlphaAnnotationAnalyzer implements Analyzer {

  /** Written by the network plug-in, which needs no init container. */
  private static final Set<String> WRITTEN_BY_PLUGIN =
      Set.of(
          "sidecar.istio.io/interceptionMode",
          "traffic.sidecar.istio.io/includeInboundPorts",
          "traffic.sidecar.istio.io/excludeInboundPorts",
          "traffic.sidecar.istio.io/includeOutboundIPRanges");

  @Override
  public String name() {
    return "annotations.AlphaAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var type : AnnotationAnalyzer.TYPES) {
      for (var object : inventory.of(type)) {
        var byPlugin = isCapturedByPlugin(object);
        for (var annotation : object.metadata().at("annotations").fields()) {
          if (isAlpha(annotation.name())
              && !(byPlugin && WRITTEN_BY_PLUGIN.contains(annotation.name()))) {
            findings.add(
                Code.ALPHA_ANNOTATION,
                object,
                annotation,
                "Annotation \"%s\" belongs to an alpha feature, which may be incomplete"
                    .formatted(annotation.name()));
          }
        }
      }
    }
  }

  private static boolean isAlpha(String name) {
    return KnownAnnotations.concernsIstio(name)
        && !KnownAnnotations.isWrittenByControllers(name)
        && KnownAnnotations.find(name)
            .filter(known -> known.maturity() == Maturity.ALPHA)
            .isPresent();
  }

  private static boolean isCapturedByPlugin(AnalyzedDocument object) {
    return object.type().equals(TypeName.POD)
        && object.spec("initContainers").items().stream()
            .noneMatch(container -> container.at("name").text().equals("istio-init"));
  }
}
