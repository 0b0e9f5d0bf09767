// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigDecoderTest {

  private static final Path FILE = Path.of("/etc/lateen/control-plane.yaml");

  @Test
  void readsEverything() {
    var config =
        ConfigDecoder.decode(
                FILE,
                """
                trustDomain: example.org
                dataDir: /var/lib/lateen
                xds: {host: 10.77.0.1, port: 15012}
                api: {host: 10.77.0.1, port: 15014}
                configDirs: [conf, /srv/mesh]
                adminCredential: /run/lateen/credential.json
                serverNames: [mesh.example.org]
                """)
            .orThrow();
    assertThat(config.trustDomain()).isEqualTo("example.org");
    assertThat(config.api()).isEqualTo(new Listen("10.77.0.1", 15014));
    assertThat(config.configDirs())
        .containsExactly(Path.of("/etc/lateen/conf"), Path.of("/srv/mesh"));
    assertThat(config.credentialFile()).isEqualTo(Path.of("/run/lateen/credential.json"));
    assertThat(config.serverNames()).isEqualTo(List.of("mesh.example.org"));
  }

  @Test
  void hasDefaultsForAllButTheDataFolder() {
    var config = ConfigDecoder.decode(FILE, "dataDir: data").orThrow();
    assertThat(config.trustDomain()).isEqualTo("cluster.local");
    assertThat(config.xds()).isEqualTo(new Listen("0.0.0.0", 15012));
    assertThat(config.api()).isEqualTo(new Listen("127.0.0.1", 15014));
    assertThat(config.credentialFile()).isEqualTo(Path.of("/etc/lateen/data/credential.json"));
  }

  @Test
  void limitsThatAreNotNamedKeepTheirDefault() {
    var text =
        "dataDir: data\nlimits: {connections: 7, streamsPerIdentity: 9000, connectionAge: 0s}";
    var limits = ConfigDecoder.decode(FILE, text).orThrow().limits();
    assertThat(limits.door().connections()).isEqualTo(7);
    assertThat(limits.door().connectionAge()).isZero();
    assertThat(limits.xds().streamsPerPeer()).isEqualTo(9_000);
    assertThat(limits.door().callsPerIdentity()).isEqualTo(18_000);
    assertThat(limits.streams()).isEqualTo(ServingLimits.DEFAULT.streams());
    assertThat(limits.xds().differences()).isTrue();
    var whole = ConfigDecoder.decode(FILE, "dataDir: data\nlimits: {differences: false}");
    assertThat(whole.orThrow().limits().xds().differences()).isFalse();
    assertThat(
            ConfigDecoder.decode(FILE, "dataDir: x\nlimits: {connection: 7}").problems().render())
        .contains("connection", "connections");
  }

  @Test
  void namesEveryMistakeWithItsLine() {
    var problems =
        ConfigDecoder.decode(FILE, "dataDirs: x\nxds:\n  port: 99999\napi: 7\n").problems();
    assertThat(problems.render())
        .contains("/etc/lateen/control-plane.yaml:1", "dataDirs", "dataDir")
        .contains(":3", "xds.port")
        .contains(":4", "api");
  }

  @Test
  void saysWhenThereIsNoFile(@TempDir Path folder) {
    var problems = ConfigDecoder.read(folder.resolve("none.yaml")).problems();
    assertThat(problems.render()).contains("none.yaml", "no such file", "--config");
  }
}
