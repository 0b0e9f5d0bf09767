// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.annotation;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Fix;
import io.lateen.analysis.annotation.KnownAnnotations.Known;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Injection;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.base.decode.Suggestions;
import java.util.List;

/** Annotations that are unknown, deprecated, in the wrong place, or of no usable value. */
public final class AnnotationAnalyzer implements Analyzer {

  /** The kinds that are looked at. */
  static final List<TypeName> TYPES =
      List.of(TypeName.NAMESPACE, TypeName.SERVICE, TypeName.POD, TypeName.DEPLOYMENT);

  @Override
  public String name() {
    return "annotations.K8sAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    for (var type : TYPES) {
      for (var object : inventory.of(type)) {
        for (var annotation : object.metadata().at("annotations").fields()) {
          if (KnownAnnotations.concernsIstio(annotation.name())
              && !KnownAnnotations.isWrittenByControllers(annotation.name())) {
            check(object, annotation, findings);
          }
        }
      }
    }
  }

  private static void check(AnalyzedDocument object, Part annotation, Findings findings) {
    var name = annotation.name();
    var known = KnownAnnotations.find(name);
    if (known.isEmpty()) {
      var remedy = Suggestions.remedy(name, KnownAnnotations.names());
      findings.add(
          Code.UNKNOWN_ANNOTATION,
          object,
          annotation,
          "Unknown annotation: %s%s".formatted(name, remedy.isEmpty() ? "" : "; " + remedy));
      return;
    }
    checkDeprecation(object, annotation, known.get(), findings);
    checkPlace(object, annotation, known.get(), findings);
  }

  private static void checkDeprecation(
      AnalyzedDocument object, Part annotation, Known known, Findings findings) {
    var isInject = annotation.name().equals(Injection.POD_LABEL);
    if (!known.deprecated() || (isInject && object.labels().containsKey(Injection.POD_LABEL))) {
      return;
    }
    findings.add(
        Code.DEPRECATED_ANNOTATION,
        object,
        annotation,
        "Annotation \"%s\" is deprecated%s and may stop working in a future version"
            .formatted(annotation.name(), isInject ? " in favor of the label of that name" : ""));
  }

  private static void checkPlace(
      AnalyzedDocument object, Part annotation, Known known, Findings findings) {
    if (known.kinds().isEmpty()) {
      return;
    }
    if (!known.kinds().contains(object.type().kind())) {
      var message =
          "Misplaced annotation: %s can only be applied to %s"
              .formatted(annotation.name(), String.join(", ", known.kinds()));
      var fix = Fix.remove("remove the annotation here", annotation.pointer());
      findings.add(Code.MISPLACED_ANNOTATION, object, annotation, message, fix);
      return;
    }
    AnnotationValues.fault(annotation.name(), annotation.text())
        .ifPresent(
            fault ->
                findings.add(
                    Code.INVALID_ANNOTATION,
                    object,
                    annotation,
                    "Invalid annotation %s: %s".formatted(annotation.name(), fault)));
  }
}
