// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Duration;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Struct;
import com.google.protobuf.UInt32Value;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.ResourceTypes;
import org.junit.jupiter.api.Test;

class ProtoTreeTest {

  @Test
  void fieldsKeepTheirNamesAndWellKnownTypesTheirForm() {
    var number = Value.newBuilder().setNumberValue(7).build();
    var cluster =
        Cluster.newBuilder()
            .setName("a")
            .setConnectTimeout(Duration.newBuilder().setSeconds(1).setNanos(500_000_000))
            .setPerConnectionBufferLimitBytes(UInt32Value.of(-1))
            .setType(Cluster.DiscoveryType.STRICT_DNS)
            .setMetadata(
                Metadata.newBuilder()
                    .putFilterMetadata("z", Struct.newBuilder().putFields("n", number).build())
                    .putFilterMetadata("b", Struct.getDefaultInstance()))
            .build();
    assertThat(ProtoTree.of(ResourceTypes.CLUSTER, cluster.toByteString()))
        .hasToString(
            "{\"name\":\"a\",\"type\":\"STRICT_DNS\",\"connect_timeout\":\"1.500s\","
                + "\"per_connection_buffer_limit_bytes\":4294967295,"
                + "\"metadata\":{\"filter_metadata\":{\"b\":{},\"z\":{\"n\":7}}}}");
  }

  @Test
  void packedMessagesAreOpenedAndUnknownOnesKeepTheirBytes() {
    var unknown =
        Any.newBuilder().setTypeUrl("t/no.Such").setValue(ByteString.copyFromUtf8("x")).build();
    assertThat(socket(Any.pack(RawBuffer.getDefaultInstance())))
        .contains(
            "\"typed_config\":{\"@type\":\"type.googleapis.com/"
                + "envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer\"}");
    assertThat(socket(unknown))
        .contains("\"typed_config\":{\"@type\":\"t/no.Such\",\"value\":\"eA==\"}");
  }

  @Test
  void messagesWithoutAClassHaveTheirFormToo() throws Exception {
    var type = EnvoyApi.of("udpa.type.v1.TypedStruct").orElseThrow();
    var value = Struct.newBuilder().putFields("n", Value.newBuilder().setBoolValue(true).build());
    var typed =
        DynamicMessage.newBuilder(type)
            .setField(type.findFieldByName("type_url"), "t/A")
            .setField(type.findFieldByName("value"), value.build())
            .build();
    var packed =
        Any.newBuilder()
            .setTypeUrl("type.googleapis.com/udpa.type.v1.TypedStruct")
            .setValue(typed.toByteString())
            .build();
    assertThat(socket(packed)).contains("\"type_url\":\"t/A\",\"value\":{\"n\":true}}");
  }

  private static String socket(Any config) {
    var cluster =
        Cluster.newBuilder()
            .setTransportSocket(TransportSocket.newBuilder().setName("s").setTypedConfig(config));
    return ProtoTree.of(ResourceTypes.CLUSTER, cluster.build().toByteString()).toString();
  }
}
