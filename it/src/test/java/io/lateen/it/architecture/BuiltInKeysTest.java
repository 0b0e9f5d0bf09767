// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys are made where they are used: nothing that is shipped has one. */
@Tag("once")
class BuiltInKeysTest {

  private static final List<Pattern> KEYS =
      List.of(
          Pattern.compile(
              "-----BEGIN [A-Z ]*PRIVATE KEY-----\\s*\\\\?n?\"?[+\\s\"]*[A-Za-z0-9+/]{40}"),
          Pattern.compile("\"kty\\\\?\"\\s*:"),
          Pattern.compile("\"d\\\\?\"\\s*:\\s*\\\\?\"[A-Za-z0-9_-]{40}"));

  /** Where sources and documents of a build are. */
  private static final List<String> SHIPPED = List.of("src/main", "kube", "networking");

  /** Modules that only judge the others. */
  private static final Set<String> NOT_SHIPPED =
      Set.of("conformance", "testkit", "fuzz", "sim", "it", "bench");

  @Test
  void noKeyIsShipped() throws IOException {
    var found = new ArrayList<String>();
    var looked = 0;
    for (var folder : folders()) {
      try (var files = Files.walk(folder)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          looked++;
          if (hasKey(Files.readString(file, StandardCharsets.ISO_8859_1))) {
            found.add(file.toString());
          }
        }
      }
    }
    assertThat(looked).isGreaterThan(1000);
    assertThat(found).isEmpty();
  }

  @Test
  void aKeyWouldBeSeen() {
    var pem = "-----BEGIN PRIVATE KEY-----\n" + "A".repeat(64);
    assertThat(hasKey(pem)).isTrue();
    assertThat(hasKey("text = \"" + pem.replace("\n", "\\n") + "\"")).isTrue();
    assertThat(hasKey("{\"kty\":\"RSA\"}")).isTrue();
    assertThat(hasKey("\"-----BEGIN PRIVATE KEY-----\"")).isFalse();
  }

  private static boolean hasKey(String text) {
    return KEYS.stream().anyMatch(pattern -> pattern.matcher(text).find());
  }

  private static boolean isShipped(Path module) {
    return Files.isDirectory(module) && !NOT_SHIPPED.contains(module.getFileName().toString());
  }

  private static List<Path> folders() throws IOException {
    var folders = new ArrayList<Path>();
    for (var parent : List.of(Machine.HOME, Machine.HOME.resolve("samples"))) {
      try (var modules = Files.list(parent)) {
        for (var module : modules.filter(BuiltInKeysTest::isShipped).toList()) {
          SHIPPED.stream().map(module::resolve).filter(Files::isDirectory).forEach(folders::add);
        }
      }
    }
    return folders;
  }
}
