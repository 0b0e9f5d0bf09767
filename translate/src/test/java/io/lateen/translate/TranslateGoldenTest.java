// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.golden.Golden;
import io.lateen.testkit.golden.GoldenCase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Istio's YAML in, Envoy's YAML out. A case begins with comments: {@code # proxy: NAMESPACE/POD}
 * whose resources are meant, {@code # base: FILE} objects from {@code src/test/golden/base} to add,
 * and {@code # show: SELECTION} for each resource or part of one to print ({@link
 * GoldenSelection}).
 */
class TranslateGoldenTest {

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
    var selection = new GoldenSelection(resources);
    for (var show : directives(input, "show")) {
      text.append("# ").append(show).append('\n').append(ResourceYaml.list(selection.of(show)));
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

  private static String read(String base) {
    try {
      return Files.readString(Golden.ROOT.resolve("base").resolve(base + ".yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
