// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import io.lateen.cli.offline.ResourceKind;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.envoy.MeshProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A case is a resource that Istio or we generate for a proxy. */
public final class OracleSuite implements Suite {

  static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String name() {
    return "oracle";
  }

  @Override
  public String place() {
    return "oracle";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var place = collection.resolve(place());
    var folders = folders(place);
    return folders.parallelStream()
        .flatMap(folder -> casesOf(place.relativize(folder).toString(), folder).stream())
        .toList();
  }

  /** The proxies of all cases. */
  public List<MeshProxy> proxies(Path collection) throws IOException {
    var place = collection.resolve(place());
    var found = new ArrayList<MeshProxy>();
    for (var folder : folders(place)) {
      var proxies = JSON.readTree(folder.resolve("expected.json").toFile()).path("proxies");
      for (int index = 0; index < proxies.size(); index++) {
        found.add(
            new MeshProxy(
                "oracle/" + place.relativize(folder) + "/" + index,
                () -> new TranslatedCase(folder).mesh(),
                TranslatedCase.description(proxies.path(index).path("proxy"))));
      }
    }
    return found;
  }

  private static List<Path> folders(Path place) throws IOException {
    try (var files = Files.walk(place, 3)) {
      return files
          .filter(file -> file.endsWith("expected.json"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  private static List<Case> casesOf(String name, Path folder) {
    var found = new ArrayList<Case>();
    var translated = new TranslatedCase(folder);
    var expected = JSON.readTree(folder.resolve("expected.json").toFile()).path("proxies");
    for (int proxy = 0; proxy < expected.size(); proxy++) {
      var theirs = expected.path(proxy);
      var ours = translated.of(theirs.path("proxy"));
      for (var kind : ResourceKind.all()) {
        var both = new Pair(theirs.path(kind.word()), ours.path(kind.word()));
        for (var resource : both.names()) {
          found.add(
              new Case(
                  name + "/" + proxy + "/" + kind.word() + "/" + resource,
                  () -> both.judge(resource)));
        }
      }
    }
    return found;
  }

  /** The resources of one kind that both sides made for a proxy. */
  private record Pair(JsonNode theirs, JsonNode ours) {

    TreeSet<String> names() {
      var names = new TreeSet<String>();
      theirs.forEach(resource -> names.add(name(resource)));
      ours.forEach(resource -> names.add(name(resource)));
      return names;
    }

    Verdict judge(String name) {
      var expected = find(theirs, name);
      var made = find(ours, name);
      if (made.isMissingNode()) {
        return Verdict.failed("is missing", expected::toPrettyString);
      }
      if (expected.isMissingNode()) {
        return Verdict.failed("is not expected", made::toPrettyString);
      }
      var left = Meaning.ofTheirs(expected);
      var right = Meaning.ofOurs(made);
      var first = Difference.first(left, right);
      return first
          .map(
              difference ->
                  Verdict.failed(difference.toString(), () -> Difference.unified(left, right)))
          .orElse(Verdict.PASSED);
    }

    private static JsonNode find(JsonNode list, String name) {
      for (var resource : list) {
        if (name(resource).equals(name)) {
          return resource;
        }
      }
      return list.path("");
    }

    private static String name(JsonNode resource) {
      return resource.path("name").asString(resource.path("cluster_name").asString(""));
    }
  }
}
