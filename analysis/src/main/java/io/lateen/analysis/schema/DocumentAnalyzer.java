// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.schema;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Findings;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.TypeName;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import java.util.Optional;

/** Objects that are written twice, of no kind that Istio has, or not readable by the mesh. */
public final class DocumentAnalyzer implements Analyzer {

  @Override
  public String name() {
    return "lateen.DocumentAnalyzer";
  }

  @Override
  public void analyze(Inventory inventory, Findings findings) {
    inventory.repeated().forEach((object, first) -> reportTwice(object, first, findings));
    for (var object : inventory.all()) {
      var kind = Kinds.of(object.type().group(), object.type().kind());
      if (object.type().isIstio() && kind.isEmpty()) {
        reportUnknown(object, findings);
      } else if (isKubernetes(object)) {
        for (var problem : object.problems().errors()) {
          SchemaAnalyzer.report(Code.UNUSABLE_KUBERNETES_OBJECT, object, problem, findings);
        }
      }
    }
  }

  /** ConfigMaps hold anything; what they say of the mesh is read as its settings. */
  private static boolean isKubernetes(AnalyzedDocument object) {
    return !object.type().isIstio() && !object.type().equals(TypeName.CONFIG_MAP);
  }

  private static void reportTwice(
      AnalyzedDocument object, AnalyzedDocument first, Findings findings) {
    findings.add(
        Code.WRITTEN_TWICE,
        object,
        "%s is also written in %s; that one is analyzed and this one is not"
            .formatted(object.display(), first.place()));
  }

  private static void reportUnknown(AnalyzedDocument object, Findings findings) {
    Optional<Kind> elsewhere =
        Kinds.all().stream().filter(one -> one.kind().equals(object.type().kind())).findFirst();
    var remedy = elsewhere.map(one -> "; write apiVersion: " + one.apiVersion()).orElse("");
    findings.add(
        Code.UNREADABLE,
        object,
        object.root().at("kind"),
        "There is no kind %s in %s%s"
            .formatted(object.type().kind(), object.type().group(), remedy));
  }
}
