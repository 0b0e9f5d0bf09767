// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.conformance.matrix.FieldMatrix.Kind;
import io.lateen.conformance.matrix.FieldMatrix.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

class FieldMatrixTest {

  private static final Path PROJECT = Path.of("..");
  private static final Path GOLDENS = PROJECT.resolve(Fields.GOLDENS);
  private static final Path COLLECTION = PROJECT.resolve(Fields.COLLECTION);
  private static final Pattern SUMMARY = Pattern.compile("<details><summary>(\\w+)</summary>");
  private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| (.+) \\|");
  private static final Pattern PROOF = Pattern.compile("supported \\((\\S+/\\S+)\\)");

  /** States by kind and path; the case that proves a field may be any. */
  private static Map<String, String> written() throws IOException {
    var states = new TreeMap<String, String>();
    var kind = "";
    for (var line : Files.readAllLines(PROJECT.resolve(Fields.PAGE))) {
      var summary = SUMMARY.matcher(line);
      var row = ROW.matcher(line);
      if (summary.matches()) {
        kind = summary.group(1);
      } else if (!kind.isEmpty() && row.matches()) {
        states.put(kind + " " + row.group(1), row.group(2));
      }
    }
    return states;
  }

  private static Map<String, String> anyCase(Map<String, String> states) {
    return states.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                entry -> PROOF.matcher(entry.getValue()).replaceAll("supported"),
                (a, b) -> a,
                TreeMap::new));
  }

  private static List<String> differences(Map<String, String> found, Map<String, String> written) {
    var all = new TreeSet<>(found.keySet());
    all.addAll(written.keySet());
    return all.stream()
        .filter(row -> !Objects.equals(found.get(row), written.get(row)))
        .map(row -> row + ": " + found.get(row) + ", the page says " + written.get(row))
        .toList();
  }

  @Test
  void thePageNamesOnlyCasesThatExist() throws IOException {
    var proofs =
        written().values().stream()
            .map(PROOF::matcher)
            .filter(Matcher::matches)
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(proofs).hasSizeGreaterThan(50);
    assertThat(proofs).allSatisfy(name -> assertThat(GOLDENS.resolve(name + ".in.yaml")).exists());
  }

  /** Where Istio's schemas lie beside the checkout, the page must say what the code does. */
  @Test
  void thePageIsTrue() throws IOException {
    if (!Files.isDirectory(COLLECTION)) {
      assertThat(written()).isNotEmpty();
      return;
    }
    var found = new TreeMap<String, String>();
    for (var kind : FieldMatrix.of(COLLECTION, GOLDENS).kinds()) {
      kind.rows().forEach(row -> found.put(kind.name() + " " + row.path(), row.state()));
    }
    assertThat(differences(anyCase(found), anyCase(written())))
        .as("./dev fields writes the page")
        .isEmpty();
  }

  @Test
  void policiesOfSubsetsAndPortsAreThoseOfTheHost() {
    assertThat(Catalog.canonical("subsets[].trafficPolicy.portLevelSettings[].tls.mode"))
        .isEqualTo("trafficPolicy.tls.mode");
    assertThat(Catalog.canonical("subsets[].trafficPolicy")).isEqualTo("subsets[].trafficPolicy");
    assertThat(Catalog.canonical("trafficPolicy.portLevelSettings[].port.number"))
        .isEqualTo("trafficPolicy.portLevelSettings[].port.number");
  }

  @Test
  void onlyWhatChangesTheProxyIsProved() throws IOException {
    JsonNode nobody = MissingNode.getInstance();
    var catalog =
        new Catalog("VirtualService", Map.of("hosts", nobody, "exportTo", nobody, "http", nobody));
    var evidence = new Evidence(List.of(catalog));
    GoldenMesh.named(GoldenMesh.all(GOLDENS), "route/header").ifPresent(evidence::gather);
    assertThat(evidence.of("VirtualService", "http")).hasValue("route/header");
    assertThat(evidence.of("VirtualService", "exportTo")).isEmpty();
  }

  @Test
  void otherValues() {
    var json = JsonMapper.builder().build();
    assertThat(Changes.of(json.readTree("\"10s\""), MissingNode.getInstance()))
        .first()
        .hasToString("\"11s\"");
    assertThat(Changes.of(json.readTree("\"A\""), json.readTree("{\"enum\": [\"A\", \"B\"]}")))
        .singleElement()
        .hasToString("\"B\"");
  }

  @Test
  void theMatrixReplacesTheOldOne() {
    var matrix =
        new FieldMatrix(
            List.of(
                new Kind("K", List.of(new Row("a", "missing"), new Row("b", "supported (x/y)")))));
    var page =
        "before\n<!-- fields: written by ./dev fields -->\nold\n<!-- end of fields -->\nafter\n";
    var once = MatrixPage.with(page, matrix);
    assertThat(once)
        .startsWith("before\n")
        .endsWith("<!-- end of fields -->\nafter\n")
        .contains("| K | 2 | 1 | 0 | 1 |", "| `b` | supported (x/y) |")
        .doesNotContain("old");
    assertThat(MatrixPage.with(once, matrix)).isEqualTo(once);
    assertThatThrownBy(() -> MatrixPage.with("none", matrix)).hasMessageContaining("fields");
  }

  @Test
  void aReasonHasAState() {
    var reasons = Reasons.parse("# talk\nK a.* -- missing: nobody wrote it\n");
    assertThat(reasons.of("K", "a.b")).hasValue("missing: nobody wrote it");
    assertThat(reasons.of("K", "b")).isEmpty();
    assertThatThrownBy(() -> Reasons.parse("K a -- perhaps")).hasMessageContaining("K a");
  }
}
