// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.Pods;
import io.lateen.testkit.golden.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BootstrapGeneratorTest {

  private static Bootstrap bootstrap() {
    return new Bootstrap(
        ProxyNode.of(Pods.reviews(), ProxyNode.Place.of("host1", "cluster.local")),
        Path.of("/run/lateen/uid-reviews/xds.sock"),
        Path.of("/run/lateen/uid-reviews/admin/admin.sock"),
        new Bootstrap.Resolver("10.77.1.1", 15053),
        EnvoySettings.MAX_CONNECTIONS,
        new Bootstrap.Stats(List.of("http.inbound"), List.of(), List.of()),
        new TreeMap<>(),
        ProxyTuning.NONE);
  }

  @Test
  void settingsOfTheMesh() {
    var plain = bootstrap();
    var set =
        new Bootstrap(
            plain.node(),
            plain.agentSocket(),
            plain.adminSocket(),
            plain.resolver(),
            plain.maxConnections(),
            new Bootstrap.Stats(List.of(), List.of("upstream_rq_retry"), List.of("http\\..*")),
            new TreeMap<>(
                Map.of("envoy.reloadable_features.x", "false", "re2.max_program_size", "1")),
            ProxyTuning.of(
                Map.of(
                    "sidecar.istio.io/statsFlushInterval", "1500ms",
                    "sidecar.istio.io/statsEvictionInterval", "3s",
                    "sidecar.istio.io/statsHistogramBuckets", "{\"cluster\": [0.5, 10]}")));

    assertThat(BootstrapGenerator.generate(set))
        .contains("{\"suffix\":\"upstream_rq_retry\"}")
        .contains("{\"match\":{\"prefix\":\"cluster\"},\"buckets\":[0.5,10]}")
        .contains("\"stats_flush_interval\":\"1.500s\"", "\"stats_eviction_interval\":\"3.000s\"")
        .contains("{\"safe_regex\":{\"regex\":\"http\\\\..*\"}}")
        .containsSubsequence(
            "{\"name\":\"mesh\",\"static_layer\":{",
            "\"envoy.reloadable_features.x\":\"false\"",
            "{\"name\":\"lateen\",\"static_layer\":{");
  }

  @Test
  void sidecar() {
    Golden.verify(
        Golden.ROOT.resolve("bootstrap").resolve("sidecar.out.json"),
        indented(BootstrapGenerator.generate(bootstrap())));
  }

  @Test
  void equalInputGivesEqualBytes() {
    assertThat(BootstrapGenerator.generate(bootstrap()))
        .isEqualTo(BootstrapGenerator.generate(bootstrap()));
  }

  /** One member per line; good enough for texts whose strings have no brackets in them. */
  private static String indented(String json) {
    var text = new StringBuilder();
    var depth = 0;
    var quoted = false;
    for (int i = 0; i < json.length(); i++) {
      var c = json.charAt(i);
      quoted ^= c == '"' && json.charAt(i - 1) != '\\';
      var closes = !quoted && (c == '}' || c == ']');
      var opens = !quoted && (c == '{' || c == '[');
      if (closes) {
        depth--;
        text.append('\n').append("  ".repeat(depth));
      }
      text.append(c);
      if (opens) {
        depth++;
      }
      if (opens || (!quoted && c == ',')) {
        text.append('\n').append("  ".repeat(depth));
      } else if (!quoted && c == ':') {
        text.append(' ');
      }
    }
    return text.append('\n').toString();
  }
}
