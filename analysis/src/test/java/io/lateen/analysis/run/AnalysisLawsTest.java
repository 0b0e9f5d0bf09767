// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Code;
import io.lateen.analysis.Finding;
import io.lateen.analysis.Findings;
import io.lateen.analysis.Suppressions;
import io.lateen.analysis.Suppressions.Suppression;
import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.inventory.Inventory;
import io.lateen.base.problem.Problem;
import io.lateen.testkit.golden.GoldenCase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What holds for every analysis, tried on the documents of all golden cases together. */
class AnalysisLawsTest {

  private static final String ROUTES =
      """
      apiVersion: networking.istio.io/v1
      kind: VirtualService
      metadata: {name: web, namespace: shop}
      spec: {hosts: [a.example.com], http: [{route: [{destination: {host: gone}}]}]}
      """;

  private final List<AnalyzedDocument> documents = new ArrayList<>();
  private final List<Problem> unreadable = new ArrayList<>();

  AnalysisLawsTest() {
    for (var golden : GoldenCase.of("findings")) {
      var read = Texts.read(golden.name() + ".yaml", golden.text());
      documents.addAll(read.documents());
      unreadable.addAll(read.unreadable());
    }
  }

  @Test
  void theOrderOfDocumentsDoesNotMatter() {
    var expected = Texts.analyze(documents, unreadable, Suppressions.NONE, "");
    for (var seed = 1L; seed <= 20; seed++) {
      var shuffled = new ArrayList<>(documents);
      Collections.shuffle(shuffled, new Random(seed));
      assertThat(Texts.analyze(shuffled, unreadable, Suppressions.NONE, ""))
          .as("seed %d", seed)
          .isEqualTo(expected);
    }
  }

  @Test
  void theOrderOfAnalyzersDoesNotMatter() {
    var analyzers = new ArrayList<>(Analyzers.all());
    var expected = new HashSet<>(run(analyzers));
    Collections.reverse(analyzers);
    assertThat(withoutNames(run(analyzers))).isEqualTo(withoutNames(List.copyOf(expected)));
  }

  private static HashSet<String> withoutNames(List<Finding> findings) {
    return findings.stream()
        .map(one -> one.code() + one.origin() + one.message() + one.line())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private List<Finding> run(List<Analyzer> analyzers) {
    var input =
        new AnalysisInput(
            documents, unreadable, Optional.empty(), Optional.empty(), false, Texts.NOW);
    return Analysis.run(input, analyzers, Suppressions.NONE, "");
  }

  @Test
  void anAnalyzerThatFailsDoesNotStopTheOthers() {
    var failing =
        new Analyzer() {
          @Override
          public String name() {
            return "failing";
          }

          @Override
          public void analyze(Inventory inventory, Findings findings) {
            throw new IllegalStateException("broken");
          }
        };
    var expected = new ArrayList<>(run(Analyzers.all()));
    var analyzers = new ArrayList<Analyzer>(List.of(failing));
    analyzers.addAll(Analyzers.all());
    var found = new ArrayList<>(run(analyzers));
    assertThat(found).anyMatch(one -> one.code() == Code.INTERNAL_ERROR);
    found.removeIf(one -> one.code() == Code.INTERNAL_ERROR);
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aBadDocumentHidesNothing() {
    var alone = Texts.analyze(ROUTES);
    var beside = Texts.analyze(ROUTES + "---\nkind: Broken\n---\nx: [");
    assertThat(alone).isNotEmpty();
    assertThat(beside).containsAll(alone).hasSizeGreaterThan(alone.size());
  }

  @Test
  void findingsNameTheirLine() {
    var finding = Texts.analyze(ROUTES.replace("http: [", "http:\n  [")).getFirst();
    assertThat(finding.code().id()).isEqualTo("IST0101");
    assertThat(finding.path()).isEqualTo("http[0].route[0].destination.host");
    assertThat(finding.line()).isEqualTo(5);
  }

  @Test
  void suppressedFindingsAreNotShown() {
    var read = Texts.read("case.yaml", ROUTES);
    for (var object :
        List.of("VirtualService shop/web", "VirtualService *", "VirtualService web.shop")) {
      var suppressions = new Suppressions(List.of(new Suppression("IST0101", object)));
      assertThat(Texts.analyze(read.documents(), List.of(), suppressions, "")).as(object).isEmpty();
    }
    var other = new Suppressions(List.of(new Suppression("IST0101", "Gateway *")));
    assertThat(Texts.analyze(read.documents(), List.of(), other, "")).isNotEmpty();
  }

  @Test
  void aNamespaceShowsItsOwnFindingsOnly() {
    var read = Texts.read("case.yaml", ROUTES);
    assertThat(Texts.analyze(read.documents(), List.of(), Suppressions.NONE, "other")).isEmpty();
    assertThat(Texts.analyze(read.documents(), List.of(), Suppressions.NONE, "shop")).isNotEmpty();
  }

  @Test
  void everyCodeButThoseOfSpecialInputsIsShownByAGoldenCase() {
    var shown =
        GoldenCase.of("findings").stream()
            .flatMap(golden -> Texts.analyze(golden.text()).stream())
            .map(Finding::code)
            .collect(Collectors.toSet());
    var special =
        List.of(
            Code.INTERNAL_ERROR,
            Code.ALPHA_ANNOTATION,
            Code.NAMESPACE_INJECTED_BY_DEFAULT,
            Code.INCONSISTENT_SERVICE,
            Code.UNKNOWN_NETWORK_REGISTRY);
    assertThat(Arrays.stream(Code.values()).filter(code -> !special.contains(code)))
        .allSatisfy(code -> assertThat(shown).contains(code));
  }
}
