// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.conformance.envoy.StaticBootstrap;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every resource that the translation's golden cases produce is loaded by a real Envoy: no error,
 * and no warning about a deprecated field. An Envoy starts for each case, two at a time.
 */
@Execution(ExecutionMode.CONCURRENT)
class EnvoyAcceptsGoldensTest {

  private static final Path GOLDENS = Path.of("..", "translate", "src", "test", "golden");
  private static final String CASE = ".in.yaml";

  /**
   * What Envoy says about WebAssembly modules, not about configuration: those of the cases are on
   * servers that this machine does not reach, and Envoy warns of fetching as such.
   */
  private static final String MODULE = "][wasm] ";

  @TempDir Path folder;

  static Stream<Path> cases() throws IOException {
    try (var files = Files.walk(GOLDENS)) {
      var cases = files.filter(file -> file.toString().endsWith(CASE)).sorted().toList();
      assertThat(cases).as("golden cases below " + GOLDENS).hasSizeGreaterThan(25);
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isAccepted(Path golden) throws IOException, InterruptedException {
    var text = Files.readString(golden);
    var mesh = MeshSnapshot.EMPTY;
    for (var base : directives(text, "base")) {
      mesh = with(mesh, Files.readString(GOLDENS.resolve("base").resolve(base + ".yaml")));
    }
    mesh = with(mesh, text);
    var wanted = directives(text, "proxy").getFirst();
    var proxy =
        mesh.workloads().all().stream()
            .filter(workload -> workload.key().toString().equals(wanted))
            .findFirst()
            .orElseThrow();
    var bootstrap = folder.resolve("bootstrap.pb");
    Files.write(bootstrap, StaticBootstrap.of(new Translator().translate(mesh, proxy)));

    var verdict = EnvoyBinary.underTest().validate(bootstrap, StaticBootstrap.OVERLAY);

    assertThat(verdict.complaints()).filteredOn(line -> !line.contains(MODULE)).isEmpty();
    assertThat(verdict.accepted()).isTrue();
  }

  private static MeshSnapshot with(MeshSnapshot mesh, String yaml) {
    return mesh.apply(ConfigDelta.upsert(new DocumentDecoder().decode("golden", yaml).valid()));
  }

  private static List<String> directives(String text, String name) {
    return text.lines()
        .filter(line -> line.startsWith("# " + name + ": "))
        .map(line -> line.substring(name.length() + 4).strip())
        .toList();
  }
}
