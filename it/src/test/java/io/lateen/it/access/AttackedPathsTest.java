// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.conformance.access.ProtectedServer;
import io.lateen.it.machine.EnvoyBinary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Strangely written paths to what a DENY protects, at real servers behind Envoy: none that a server
 * understands as protected gets there, but for those that Istio's own definition of a normal form
 * leaves open (docs/load-bearing.md).
 */
class AttackedPathsTest {

  private static final String REFUSAL =
      """
      {"apiVersion":"security.istio.io/v1","kind":"AuthorizationPolicy",
       "metadata":{"name":"protected","namespace":"home"},
       "spec":{"action":"DENY","rules":[{"to":[{"operation":{"paths":["/admin","/admin/*"]}}]}]}}
      """;

  /** What goes before the name. */
  private static final List<String> WAYS =
      List.of(
          "/",
          "//",
          "///",
          "/./",
          "/.//",
          "/a/../",
          "/a//../",
          "/a/..//",
          "/../",
          "/..;/",
          "/a/..;/",
          "/a/..;x=1/",
          "/a/.;/../",
          "/;/",
          "/;x/",
          "/%2e/",
          "/a/%2e%2e/",
          "/a/%2E./",
          "/a/.%2e/",
          "/a/%2e%2e;/",
          "/a/%252e%252e/",
          "/%2f",
          "/%2F",
          "/a%2f..%2f",
          "/a/..%2f",
          "/a%2F%2e%2e/",
          "/%252f",
          "/\\",
          "\\",
          "/a\\..\\",
          "/a/..\\",
          "/%5c",
          "/a%5c..%5c",
          "/%255c",
          "/%00/",
          "/a%00/../",
          "/%20/",
          "/%09",
          "/a/b/../../",
          "/%c0%af",
          "/%ef%bc%8f",
          "/%u002f",
          "/.%00./",
          "/a/%2e%2e%2f",
          "http://a.test/",
          "http://a.test//",
          "/#/",
          "/?/../",
          "/*/../",
          "/%/../");

  /** How the name is written. */
  private static final List<String> NAMES =
      List.of(
          "admin",
          "%61dmin",
          "%61%64%6d%69%6e",
          "ADMIN",
          "Admin",
          "admin/",
          "admin/x",
          "admin//x",
          "admin;",
          "admin;x=1",
          "admin;x/y",
          "admin%3b",
          "admin/.",
          "admin/..;/admin",
          "admin/./x",
          "admin%2fx",
          "admin%2Fx",
          "admin%5cx",
          "admin\\x",
          "admin%00",
          "admin%20",
          "admin%09",
          "admin.",
          "admin%2e",
          "admin?x",
          "admin%3fx",
          "admin#x",
          "admin%23x",
          "%2561dmin",
          "a%64min/%2e",
          "admin/../admin",
          "x/../admin",
          "admin/%2e%2e/admin",
          "admın");

  /**
   * What a setting does not bring to its normal form (istio.io/docs/reference/config/security/
   * normalization): a server that understands it so may be reached. {@code NONE} promises nothing.
   */
  private static final Map<String, Pattern> LEFT =
      Map.of(
          "DEFAULT", Pattern.compile("(?i)%2f|%5c|;|[/\\\\]{2}"),
          "BASE", Pattern.compile("(?i)%2f|%5c|;|[/\\\\]{2}"),
          "MERGE_SLASHES", Pattern.compile("(?i)%2f|%5c|;"),
          "DECODE_AND_MERGE_SLASHES", Pattern.compile(";"));

  private static final int FORBIDDEN = 403;

  @TempDir static Path folder;

  private static List<String> paths() {
    var all = new ArrayList<String>();
    WAYS.forEach(way -> NAMES.forEach(name -> all.add(way + name)));
    return all;
  }

  @ParameterizedTest
  @EnumSource
  void noPathThatTheServerTakesForTheProtectedOneGetsThere(Servers server) throws Exception {
    var paths = paths();
    var trial = new ProtectedServer(EnvoyBinary.underTest(), folder);
    var found = new TreeSet<String>();
    try (var running = server.start()) {
      int port = running.port();
      assertThat(trial.answers(List.of(), "NONE", port, List.of("/admin", "/admin/x", "/a")))
          .as("the server knows what is protected")
          .containsExactly(Servers.PROTECTED, Servers.PROTECTED, Servers.OPEN);
      for (var setting : LEFT.entrySet()) {
        var answers = trial.answers(List.of(REFUSAL), setting.getKey(), port, paths);
        for (int i = 0; i < paths.size(); i++) {
          boolean left = setting.getValue().matcher(paths.get(i)).find();
          if (answers.get(i) == Servers.PROTECTED && !left) {
            found.add(setting.getKey() + " " + paths.get(i));
          }
        }
        assertThat(answers).contains(Servers.OPEN, FORBIDDEN);
      }
    }
    assertThat(found).isEmpty();
  }
}
