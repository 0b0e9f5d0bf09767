// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class AgentConfigDecoderTest {

  private static final Path FOLDER = Path.of("/etc/lateen");

  private static final String COMPLETE =
      """
      node: host1
      controlPlane: ["cp.example.org:15012"]
      controlPlaneCa: ca.pem
      joinTokenFile: /run/token
      stateDir: /var/lib/lateen
      runDir: /run/lateen
      workloadsDir: /run/lateen/workloads
      envoy: /opt/envoy
      dns: {address: 10.77.1.1}
      """;

  @Test
  void defaultsAreFilledIn() {
    var config = AgentConfigDecoder.decode("agent.yaml", COMPLETE, FOLDER).orThrow();
    assertThat(config.node()).isEqualTo("host1");
    assertThat(config.controlPlane())
        .containsExactly(InetSocketAddress.createUnresolved("cp.example.org", 15012));
    assertThat(config.controlPlaneCa()).isEqualTo(Path.of("/etc/lateen/ca.pem"));
    assertThat(config.joinTokenFile()).contains(Path.of("/run/token"));
    assertThat(config.envoy())
        .isEqualTo(new AgentConfig.EnvoyConfig(Path.of("/opt/envoy"), 1337, 2));
    assertThat(config.dns().applications()).isEqualTo(new InetSocketAddress("10.77.1.1", 53));
    assertThat(config.dns().proxies()).isEqualTo(new InetSocketAddress("10.77.1.1", 15053));
    assertThat(config.dns().upstreams()).isEmpty();
    assertThat(config.domain()).isEqualTo("cluster.local");
  }

  @Test
  void everyMistakeIsToldWithItsPlace() {
    var text =
        COMPLETE
            .replace("node: host1\n", "")
            .replace("cp.example.org:15012", "cp.example.org")
            .replace("10.77.1.1", "host1")
            .replace("runDir", "runDirr");
    assertThat(AgentConfigDecoder.decode("agent.yaml", text, FOLDER).problems().render())
        .contains(
            "node",
            "agent.yaml:1:16",
            "\"cp.example.org\" is not HOST:PORT",
            "\"host1\" is not an IP address",
            "unknown field \"runDirr\"",
            "fix    did you mean runDir?");
  }

  @Test
  void portsMustDiffer() {
    var text = COMPLETE.replace("10.77.1.1", "10.77.1.1, proxyPort: 53");
    assertThat(AgentConfigDecoder.decode("agent.yaml", text, FOLDER).problems().render())
        .contains("dns.proxyPort", "must differ from port");
  }

  @Test
  void whatIsNoObjectIsRefused() {
    assertThat(AgentConfigDecoder.decode("a", "- 1", FOLDER).isOk()).isFalse();
    assertThat(AgentConfigDecoder.decode("a", "", FOLDER).isOk()).isFalse();
    assertThat(AgentConfigDecoder.decode("a", "{", FOLDER).isOk()).isFalse();
    assertThat(AgentConfigDecoder.read(Path.of("/no/such/file")).problems().render())
        .contains("cannot be read", "--config");
  }
}
