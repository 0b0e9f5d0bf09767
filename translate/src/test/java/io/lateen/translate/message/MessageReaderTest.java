// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.lateen.translate.envoy.Packed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageReaderTest {

  @Test
  void readsBothSpellingsAndGoDurations() {
    var one = Trees.read(Cluster.getDefaultInstance(), "{connect_timeout: 500ms, type: STATIC}");
    var two = Trees.read(Cluster.getDefaultInstance(), "{type: 0, connectTimeout: '0.5s'}");

    assertThat(one).isEqualTo(two);
    assertThat(one.getConnectTimeout().getNanos()).isEqualTo(500_000_000);
  }

  @Test
  void theOrderOfFieldsDoesNotShowInTheBytes() {
    var one = "{filter_metadata: {b: {y: 1, x: [true, null, {k: v}]}, a: {}}}";
    var two = "{filter_metadata: {a: {}, b: {x: [true, null, {k: v}], y: 1}}}";

    assertThat(Packed.bytes(Trees.read(Metadata.getDefaultInstance(), one)))
        .isEqualTo(Packed.bytes(Trees.read(Metadata.getDefaultInstance(), two)));
  }

  @Test
  void packsTypesOfWhichThereIsNoClass() {
    var filter =
        Trees.read(
            Filter.getDefaultInstance(),
            """
            name: mongo
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.filters.network.mongo_proxy.v3.MongoProxy
              stat_prefix: mongo
              delay: {percentage: {numerator: 5, denominator: HUNDRED}, fixed_delay: 3s}
            """);

    assertThat(filter.getTypedConfig().getTypeUrl()).endsWith("mongo_proxy.v3.MongoProxy");
    assertThat(filter.getTypedConfig().getValue().isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect_timeout: 3 | connect_timeout | must be a duration as in 1.5s, but is the number 3",
        "type: NOTHING | type | must be a constant of envoy.config.cluster.v3.Cluster.DiscoveryType",
        "name: 7 | name | must be a text, but is the number 7",
        "per_connection_buffer_limit_bytes: '1e2147483648' | per_connection_buffer_limit_bytes | uint32",
        "per_connection_buffer_limit_bytes: 1e99999999999 | per_connection_buffer_limit_bytes | uint32",
        "per_connection_buffer_limit_bytes: -1 | per_connection_buffer_limit_bytes | uint32",
        "load_assignment: [] | load_assignment | must be an object, but is a list",
        "filters: {} | filters | must be a list, but is an object",
        "{type: STATIC, cluster_type: {name: a}} | type | only one of the choices",
        "{transport_socket: {typed_config: {a: 1}}} | transport_socket.typed_config | \"@type\"",
        "{transport_socket: {typed_config: {\"@type\": x/no.Such}}} | transport_socket.typed_config | not one",
      })
  void tellsWhatIsWrongAndWhere(String yaml, String path, String reason) {
    var reader = new MessageReader();
    reader.read(Trees.tree(yaml), Cluster.newBuilder());

    assertThat(reader.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.refuses()).isTrue();
              assertThat(fault.path()).isEqualTo(path);
              assertThat(fault.reason()).contains(reason);
              assertThat(fault.mark().line()).isEqualTo(1);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "conect_timeout: 3s | did you mean connect_timeout?",
        "zzz: 3s | take it away",
        "type: STATICK | did you mean STATIC?",
        "type: QQQQQQQQ | write one of STATIC, STRICT_DNS",
        "{type: STATIC, cluster_type: {name: a}} | keep one of type, cluster_type",
        "{transport_socket: {typed_config: {a: 1}}} | add \"@type\"",
        "{transport_socket: {typed_config: {\"@type\": x/no.Such}}} | stock Envoy has",
        "{transport_socket: {typed_config: {\"@type\": x/envoy.a.v2.B}}} | use its v3 type",
      })
  void namesTheRemedy(String yaml, String fix) {
    var reader = new MessageReader();
    reader.read(Trees.tree(yaml), Cluster.newBuilder());

    assertThat(reader.faults()).singleElement().extracting(Fault::fix).asString().contains(fix);
  }

  @Test
  void leavesOutFieldsThatItDoesNotKnow() {
    var reader = new MessageReader();
    var cluster = Cluster.newBuilder();
    reader.read(Trees.tree("name: a\nnew_field: {x: 1}\n"), cluster);

    assertThat(cluster.build()).isEqualTo(Cluster.newBuilder().setName("a").build());
    assertThat(reader.faults()).extracting(Fault::refuses).isEqualTo(List.of(false));
    assertThat(reader.faults().getFirst().mark().line()).isEqualTo(2);
  }

  @Test
  void endsItsListOfFaults() {
    var yaml = new StringBuilder();
    for (int i = 0; i < 100; i++) {
      yaml.append("unknown").append(i).append(": 1\n");
    }
    var reader = new MessageReader();
    reader.read(Trees.tree(yaml.toString()), Cluster.newBuilder());

    assertThat(reader.faults()).hasSize(MessageReader.MAX_FAULTS);
  }
}
