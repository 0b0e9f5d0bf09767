// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.gson.JsonObject;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.golden.Golden;
import io.lateen.testkit.golden.GoldenCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Istio's YAML in, Envoy's YAML out. A case begins with comments: {@code # proxy: NAMESPACE/POD}
 * whose resources are meant, {@code # base: FILE} objects from {@code src/test/golden/base} to add,
 * and {@code # show: TYPE NAME} for each resource to print (a name that ends in {@code *} is a
 * prefix).
 */
class TranslateGoldenTest {

  private static final Map<String, String> TYPES =
      Map.of(
          "cluster", ResourceTypes.CLUSTER,
          "endpoint", ResourceTypes.ENDPOINT,
          "listener", ResourceTypes.LISTENER,
          "route", ResourceTypes.ROUTE,
          "extension", ResourceTypes.EXTENSION,
          "names", ResourceTypes.NAME_TABLE);

  static Stream<GoldenCase> cases() {
    return features().stream().flatMap(feature -> GoldenCase.of(feature).stream());
  }

  /** The folders with cases: all but that of the objects which cases share. */
  static List<String> features() {
    try (var folders = Files.list(Golden.ROOT)) {
      return folders
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .filter(name -> !name.equals("base"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void translates(GoldenCase golden) {
    golden.verify("out.yaml", output(golden.text()));
  }

  static String output(String input) {
    var resources = resources(input);
    var text = new StringBuilder("# SPDX-License-Identifier: Apache-2.0\n");
    for (var show : directives(input, "show")) {
      var words = show.split(" ", 2);
      text.append("# ").append(show).append('\n');
      var pattern = words.length < 2 ? "*" : words[1];
      text.append(ResourceYaml.list(select(resources, words[0], pattern)));
    }
    TestMesh.messages(resources).forEach(line -> text.append("# ").append(line).append('\n'));
    return text.toString();
  }

  static ProxyResources resources(String input) {
    var mesh = mesh(input);
    var proxy = TestMesh.workload(mesh, directives(input, "proxy").getFirst());
    return new Translator().translate(mesh, proxy);
  }

  static MeshSnapshot mesh(String input) {
    return TestMesh.with(base(input), input);
  }

  /** The mesh without the case's own objects. */
  static MeshSnapshot base(String input) {
    var mesh = MeshSnapshot.EMPTY;
    for (var base : directives(input, "base")) {
      mesh = TestMesh.with(mesh, read(base));
    }
    return mesh;
  }

  static List<String> directives(String input, String name) {
    return input
        .lines()
        .filter(line -> line.startsWith("# " + name + ": "))
        .map(line -> line.substring(name.length() + 4).strip())
        .toList();
  }

  private static List<JsonObject> select(ProxyResources resources, String kind, String pattern) {
    var type = TYPES.get(kind);
    if (type == null) {
      throw new IllegalArgumentException("unknown kind " + kind);
    }
    var found = new ArrayList<JsonObject>();
    resources
        .ofType(type)
        .forEach(
            (name, resource) -> {
              if (matches(name, pattern)) {
                found.add(ResourceYaml.json(type, resource));
              }
            });
    return found;
  }

  private static boolean matches(String name, String pattern) {
    return pattern.endsWith("*")
        ? name.startsWith(pattern.substring(0, pattern.length() - 1))
        : name.equals(pattern);
  }

  private static String read(String base) {
    try {
      return Files.readString(Golden.ROOT.resolve("base").resolve(base + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
