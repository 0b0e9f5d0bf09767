// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is built from, and what runs, is named exactly. */
@Tag("once")
class SupplyChainTest {

  private static final Pattern VERSION = Pattern.compile("<(?:[a-z.-]+\\.)?version>([^<]*)</");

  /** What the machine has to have at least. */
  private static final Pattern TOOLS =
      Pattern.compile("<require(Maven|Java)Version>.*?</require\\1Version>", Pattern.DOTALL);

  private static final Pattern EXACT = Pattern.compile("[0-9][0-9A-Za-z.+-]*|\\$\\{[a-z0-9.-]+}");
  private static final Pattern ENVOY =
      Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+ (pinned|second) [0-9a-f]{64}");
  private static final String OWN = "0.1.0-SNAPSHOT";

  private static List<Path> poms() throws IOException {
    try (var files = Files.walk(Machine.HOME, 3)) {
      return files
          .filter(file -> file.getFileName().toString().equals("pom.xml"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }

  @Test
  void noVersionIsARangeOrMoves() throws IOException {
    var loose = new ArrayList<String>();
    for (var pom : poms()) {
      var found = VERSION.matcher(TOOLS.matcher(Files.readString(pom)).replaceAll(""));
      while (found.find()) {
        var version = found.group(1);
        boolean exact = EXACT.matcher(version).matches() && !version.endsWith("-SNAPSHOT");
        if (!exact && !version.equals(OWN)) {
          loose.add(pom + ": " + version);
        }
      }
    }
    assertThat(loose).isEmpty();
  }

  /** Versions stand in the one bill of materials; a module that names one could have another. */
  @Test
  void modulesNameNoVersionsOfDependencies() throws IOException {
    var dependency = Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
    var named = new ArrayList<String>();
    for (var pom : poms()) {
      if (!pom.equals(Machine.HOME.resolve("pom.xml"))) {
        dependency
            .matcher(Files.readString(pom))
            .results()
            .filter(one -> one.group(1).contains("<version>"))
            .forEach(one -> named.add(pom + ": " + one.group(1).strip()));
      }
    }
    assertThat(named).isEmpty();
  }

  @Test
  void eachEnvoyIsKnownByItsHash() throws IOException {
    var lines = Files.readAllLines(Machine.HOME.resolve("scripts/envoy.versions"));
    assertThat(lines.stream().filter(line -> !line.startsWith("#")))
        .hasSize(2)
        .allMatch(ENVOY.asMatchPredicate());
    assertThat(Files.readString(Machine.HOME.resolve("scripts/envoy.sh"))).contains("sha256sum");
  }
}
