// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.TextFormat;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.status.v3.ClientStatusRequest;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeFilterTest {

  private static NodeFilter filter(String matchers) throws TextFormat.ParseException {
    return new NodeFilter(
        TextFormat.parse(matchers, ClientStatusRequest.class).getNodeMatchersList());
  }

  private static ProxyNode node() throws TextFormat.ParseException {
    var text =
        """
        id: "sidecar~10.0.0.1~reviews.default~default.svc"
        metadata {
          fields { key: "NAMESPACE" value { string_value: "default" } }
          fields { key: "PORT" value { number_value: 15021 } }
          fields { key: "DNS" value { bool_value: true } }
          fields { key: "NONE" value { null_value: NULL_VALUE } }
          fields { key: "IPS" value { list_value {
            values { string_value: "10.0.0.1" } values { string_value: "fd00::1" } } } }
          fields { key: "LABELS" value { struct_value {
            fields { key: "app" value { string_value: "reviews" } } } } }
        }
        """;
    return ProxyNode.of(TextFormat.parse(text, Node.class), new PeerIdentity("spiffe://x/y"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "node_matchers { node_id { prefix: 'sidecar~' } }",
        "node_matchers { node_id { exact: 'other' } } node_matchers { node_id { suffix: '.svc' } }",
        "node_matchers { node_id { contains: 'REVIEWS' ignore_case: true } }",
        "node_matchers { node_id { safe_regex { regex: 'sidecar~.*~default.svc' } } }",
        "node_matchers { node_metadatas { path { key: 'LABELS' } path { key: 'app' }"
            + " value { string_match { exact: 'reviews' } } } }",
        "node_matchers { node_metadatas { path { key: 'PORT' }"
            + " value { double_match { range { start: 15021 end: 15022 } } } } }",
        "node_matchers { node_metadatas { path { key: 'PORT' }"
            + " value { double_match { exact: 15021 } } } }",
        "node_matchers { node_metadatas { path { key: 'DNS' } value { bool_match: true } } }",
        "node_matchers { node_metadatas { path { key: 'NONE' } value { null_match {} } } }",
        "node_matchers { node_metadatas { path { key: 'IPS' } value { list_match {"
            + " one_of { string_match { exact: 'fd00::1' } } } } } }",
        "node_matchers { node_metadatas { path { key: 'DNS' } value { or_match {"
            + " value_matchers { bool_match: false } value_matchers { present_match: true } } } } }"
      })
  void chooses(String matchers) throws TextFormat.ParseException {
    assertThat(filter(matchers).fault()).isEmpty();
    assertThat(filter(matchers).chooses(node())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "node_matchers { node_id { exact: 'reviews' } }",
        "node_matchers { node_id { safe_regex { regex: 'sidecar' } } }",
        "node_matchers { node_id { prefix: 'sidecar~' }"
            + " node_metadatas { path { key: 'DNS' } value { bool_match: false } } }",
        "node_matchers { node_metadatas { path { key: 'GONE' } value { present_match: true } } }",
        "node_matchers { node_metadatas { path { key: 'NAMESPACE' } value { null_match {} } } }",
        "node_matchers { node_metadatas { path { key: 'NAMESPACE' } } }",
        "node_matchers { node_metadatas { path { key: 'PORT' }"
            + " value { double_match { range { start: 1 end: 15021 } } } } }"
      })
  void leavesOut(String matchers) throws TextFormat.ParseException {
    assertThat(filter(matchers).chooses(node())).isFalse();
  }

  @Test
  void saysWhatIsWrongWithAPattern() throws TextFormat.ParseException {
    var wrong = "node_matchers { node_id { safe_regex { regex: '(' } } }";
    assertThat(filter(wrong).fault().orElseThrow()).startsWith("safe_regex: ");
    var deep =
        "node_matchers { node_metadatas { path { key: 'x' } value { or_match {"
            + " value_matchers { string_match { safe_regex { regex: '(' } } } } } } }";
    assertThat(filter(deep).fault()).isPresent();
  }
}
