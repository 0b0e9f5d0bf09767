// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.cli.TestShell;
import io.lateen.controlplane.bootstrap.ControlPlane;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Roles, tokens and the audit log from the command line, against a real control plane. */
class AccessEndToEndTest {

  private static final String SERVICE =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: cart, namespace: %s}
      spec: {ports: [{name: http, port: 80}]}
      """;

  @TempDir Path folder;
  private ControlPlane plane;
  private TestShell shell;

  @BeforeEach
  void start() throws Exception {
    var credential = folder.resolve("credential.json");
    var any = new Listen("127.0.0.1", 0);
    plane =
        ControlPlane.start(
            new ControlPlaneConfig(
                "cluster.local",
                folder.resolve("data"),
                any,
                any,
                List.of(),
                Optional.of(credential),
                List.of()));
    shell =
        new TestShell(Map.of("LATEEN_CREDENTIAL", credential.toString()), InstantSource.system());
  }

  @AfterEach
  void stop() {
    plane.close();
  }

  private String file(String namespace) throws Exception {
    var file = folder.resolve(namespace + ".yaml");
    return Files.writeString(file, SERVICE.formatted(namespace)).toString();
  }

  @Test
  void anEditorGetsATokenWorksAndIsTakenOutAgain() throws Exception {
    var own = folder.resolve("ann.json");
    assertThat(shell.run("access", "bind", "ann", "editor", "-n", "shop")).as(shell.err()).isZero();
    assertThat(shell.run("access", "token", "ann", "--for", "1h", "--out", own.toString()))
        .as(shell.err())
        .isZero();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
        .isEqualTo("rw-------");
    assertThat(shell.run("access", "token", "ann", "--out", own.toString())).isEqualTo(1);
    assertThat(shell.run("access", "bindings")).isZero();
    assertThat(shell.out()).contains("ann", "editor", "shop");

    var ann = new String[] {"--credential", own.toString()};
    assertThat(run(ann, "access", "whoami")).isZero();
    assertThat(shell.out()).contains("ann", "editor");
    assertThat(run(ann, "access", "can", "update", "VirtualService", "-n", "shop")).isZero();
    assertThat(shell.out()).startsWith("yes");
    assertThat(run(ann, "access", "can", "update", "Secret", "-n", "shop")).isEqualTo(1);
    assertThat(run(ann, "apply", "-f", file("shop"))).as(shell.err()).isZero();
    assertThat(run(ann, "apply", "-f", file("bank"))).isEqualTo(77);
    assertThat(shell.err()).contains("ann may not create Service bank/cart", "lateen access bind");
    assertThat(run(ann, "audit")).isEqualTo(77);
    assertThat(run(ann, "access", "tokens")).isEqualTo(77);

    assertThat(shell.run("access", "tokens", "-o", "json")).isZero();
    var tokens = JsonMapper.builder().build().readTree(shell.out()).path("items");
    for (var token : tokens) {
      assertThat(shell.run("access", "revoke", token.path("id").asString(""))).isZero();
    }
    assertThat(run(ann, "access")).isEqualTo(77);
    assertThat(shell.run("access", "unbind", "ann", "editor")).isZero();
    assertThat(shell.run("access", "bindings")).isZero();
    assertThat(shell.out()).doesNotContain("ann");
  }

  private int run(String[] more, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of(more));
    return shell.run(all.toArray(String[]::new));
  }

  @Test
  void theLogIsListedExportedAndVerifiedElsewhere() throws Exception {
    assertThat(shell.run("apply", "-f", file("shop"))).isZero();
    assertThat(shell.run("access", "bind", "ann", "viewer", "-A")).isZero();
    assertThat(shell.run("audit")).isZero();
    assertThat(shell.out()).contains("admin", "create", "Service shop/cart", "bind", "ann viewer");
    assertThat(shell.run("audit", "verify")).as(shell.out()).isZero();
    assertThat(shell.out()).contains("intact: records 1 to 2, the end is signed");

    assertThat(shell.run("audit", "export")).isZero();
    var log = shell.out();
    var copy = Files.writeString(folder.resolve("copy"), log).toString();
    var ca = folder.resolve("ca.pem");
    var credential =
        JsonMapper.builder().build().readTree(Files.readString(folder.resolve("credential.json")));
    Files.writeString(ca, credential.path("ca").asString(""));
    plane.close();
    assertThat(shell.run("audit", "verify", "-f", copy, "--ca", ca.toString())).isZero();
    Files.writeString(Path.of(copy), log.replace("ann viewer", "ann editor"));
    assertThat(shell.run("audit", "verify", "-f", copy, "--ca", ca.toString())).isEqualTo(79);
    assertThat(shell.out()).contains("ALTERED", "record 2 was altered");
    assertThat(shell.run("audit", "verify", "-f", copy, "--ca", ca.toString(), "-o", "json"))
        .isEqualTo(79);
    assertThat(shell.out()).contains("\"intact\" : false", "\"record\" : 2");
    assertThat(shell.run("audit", "verify", "-f", "none", "--ca", ca.toString())).isEqualTo(65);
    assertThat(shell.run("audit", "verify", "-f", copy, "--ca", copy)).isEqualTo(65);
  }

  @Test
  void wrongWordsAreTold() {
    assertThat(shell.run("access", "bind", "ann")).isEqualTo(64);
    assertThat(shell.run("access", "bind", "ann", "viewer")).isEqualTo(64);
    assertThat(shell.err()).contains("-A");
    assertThat(shell.run("access", "fly")).isEqualTo(64);
    assertThat(shell.run("audit", "burn")).isEqualTo(64);
    assertThat(shell.run("access", "bind", "ann", "owner", "-A")).isEqualTo(65);
    assertThat(shell.err()).contains("security-editor");
  }
}
