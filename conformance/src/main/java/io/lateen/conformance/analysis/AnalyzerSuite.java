// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.analysis;

import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cases of Istio's analyzers. Istio runs one analyzer for each, and so does the command here.
 * Of the findings, those count whose code is one of Istio's.
 */
public final class AnalyzerSuite implements Suite {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String FOLDER = "analyzers";
  private static final String ISTIO = "IST";

  /** The analyzer of cases that name none: the validation of VirtualServices. */
  private static final String OF_ROUTES = "schema.ValidationAnalyzer.VirtualService";

  /** Types of Istio's analyzers whose names on the command line are others. */
  private static final Map<String, String> NAMES =
      Map.of(
          "authz.AuthorizationPoliciesAnalyzer", "auth.AuthorizationPoliciesAnalyzer",
          "deployment.ServiceAssociationAnalyzer", "deployment.MultiServiceAnalyzer",
          "deployment.ApplicationUIDAnalyzer", "applicationUID.Analyzer",
          "deprecation.FieldAnalyzer", "deprecation.DeprecationAnalyzer",
          "destinationrule.PodNotSelectedAnalyzer", "destinationrule.SubsetSelectPodAnalyzer",
          "multicluster.MeshNetworksAnalyzer", "meshnetworks.MeshNetworksAnalyzer",
          "multicluster.ServiceAnalyzer", "services.MultiClusterServiceAnalyzer",
          "serviceentry.ProtocolAddressesAnalyzer", "serviceentry.Analyzer",
          "maturity.AlphaAnalyzer", "annotations.AlphaAnalyzer");

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
    for (var one : cases) {
      var name = one.path("name").asString("");
      found.add(new Case(name, () -> judge(collection.resolve(FOLDER), one)));
    }
    return found;
  }

  private static Verdict judge(Path folder, JsonNode one) {
    var words = new ArrayList<>(List.of("analyze", "-o", "json", "--analyzer", analyzer(one)));
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
      if (finding.path("code").asString("").startsWith(ISTIO)) {
        ours.add(line(finding));
      }
    }
    return compare(theirs, ours, ran.data());
  }

  /** The analyzer of a case as the command calls it. */
  private static String analyzer(JsonNode one) {
    var type = one.path("analyzer").asString("");
    return type.isEmpty() ? OF_ROUTES : NAMES.getOrDefault(type, type);
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
