// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminPathTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/config_dump",
        "/config_dump?include_eds",
        "/clusters?format=json",
        "/stats",
        "/server_info",
        "/ready",
        "/listeners",
        "/certs"
      })
  void readsAreLetThrough(String path) {
    assertThat(AdminPath.tryParse(path)).contains(new AdminPath(path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/quitquitquit",
        "/drain_listeners",
        "/drain_listeners?graceful",
        "/logging?level=trace",
        "/config_dump/",
        "/stats/prometheus",
        "config_dump",
        "//config_dump",
        "/config_dump HTTP/1.1",
        "/ready\r\nPOST /quitquitquit",
        "/ready#x",
        "/../quitquitquit",
        "/config_dump?a=\u00e9"
      })
  void everythingElseIsNot(String path) {
    assertThat(AdminPath.tryParse(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {513, 100_000})
  void longPathsAreNot(int length) {
    assertThat(AdminPath.tryParse("/config_dump?" + "m".repeat(length - 13))).isEmpty();
  }
}
