// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.analysis;

import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of Istio's analyzers. Istio runs one analyzer for each, the command runs all: of our
 * findings those count whose code the case's analyzer yields in any case.
 */
public final class AnalyzerSuite implements Suite {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FOLDER = "analyzers";

  @Override
  public String name() {
    return "analyzers";
  }

  @Override
  public String place() {
    return FOLDER + "/cases.json";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    var cases = JSON.readTree(collection.resolve(place()).toFile()).path("cases");
    var codes = codes(cases);
    for (var one : cases) {
      var analyzer = one.path("analyzer").asString("");
      found.add(
          new Case(
              one.path("name").asString(""),
              () ->
                  judge(collection.resolve(FOLDER), one, codes.getOrDefault(analyzer, Set.of()))));
    }
    return found;
  }

  private static Map<String, Set<String>> codes(JsonNode cases) {
    var codes = new HashMap<String, Set<String>>();
    for (var one : cases) {
      var own =
          codes.computeIfAbsent(one.path("analyzer").asString(""), analyzer -> new TreeSet<>());
      one.path("expected").forEach(finding -> own.add(finding.path("code").asString("")));
    }
    return codes;
  }

  private static Verdict judge(Path folder, JsonNode one, Set<String> codes) {
    var words = new ArrayList<>(List.of("analyze", "-o", "json"));
    for (var file : one.path("inputFiles")) {
      words.add("-f");
      words.add(file(folder, file));
    }
    option(words, "--mesh-config", folder, one.path("meshConfigFile"));
    option(words, "--mesh-networks", folder, one.path("meshNetworksFile"));
    var ran = CommandRun.of(words);
    if (ran.exitCode() != 0 && ran.exitCode() != CommandRun.ERRORS_FOUND) {
      return Verdict.failed("exit code " + ran.exitCode() + ": " + ran.talk());
    }
    var theirs = new TreeSet<String>();
    one.path("expected").forEach(finding -> theirs.add(line(finding)));
    var ours = new TreeSet<String>();
    for (var finding : JSON.readTree(ran.data()).path("findings")) {
      if (codes.contains(finding.path("code").asString(""))) {
        ours.add(line(finding));
      }
    }
    return compare(theirs, ours, ran.data());
  }

  private static Verdict compare(TreeSet<String> theirs, TreeSet<String> ours, String data) {
    var missing = new TreeSet<>(theirs);
    missing.removeAll(ours);
    var extra = new TreeSet<>(ours);
    extra.removeAll(theirs);
    return missing.isEmpty() && extra.isEmpty()
        ? Verdict.PASSED
        : Verdict.failed(
            "missing " + missing + ", not expected " + extra,
            () -> "missing " + missing + "\nnot expected " + extra + "\n" + data);
  }

  private static String line(JsonNode finding) {
    return finding.path("code").asString("")
        + " "
        + finding.path("level").asString("")
        + " "
        + finding.path("origin").asString("");
  }

  private static void option(List<String> words, String name, Path folder, JsonNode file) {
    if (!file.asString("").isEmpty()) {
      words.add(name);
      words.add(file(folder, file));
    }
  }

  /** In the cases, files lie in a folder that is this collection's. */
  private static String file(Path folder, JsonNode file) {
    return folder.resolve(file.asString("").replaceFirst("^testdata/", "")).toString();
  }
}
