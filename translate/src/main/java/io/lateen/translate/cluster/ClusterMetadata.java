// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import com.google.protobuf.ListValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import java.util.List;

/**
 * What a cluster tells about itself (Istio: core/cluster_builder.go addTelemetryMetadata,
 * util.AddConfigInfoMetadata, util.AddSubsetToMetadata, util.AddALPNOverrideToMetadata).
 */
final class ClusterMetadata {

  private ClusterMetadata() {}

  static Metadata outbound(ClusterKey key) {
    var fields = Struct.newBuilder().putFields("services", services(List.of(key.service())));
    if (!key.config().isEmpty()) {
      fields.putFields("config", ProtoValues.string(key.config()));
    }
    if (!key.cluster().subset().isEmpty()) {
      fields.putFields("subset", ProtoValues.string(key.cluster().subset()));
    } else if (key.service().external()) {
      fields.putFields("external", Value.newBuilder().setBoolValue(true).build());
    }
    if (key.tls() instanceof ClusterTls.Originate) {
      fields.putFields("alpn_override", ProtoValues.string("false"));
    }
    return metadata(fields);
  }

  static Metadata inbound(InboundClusterKey key) {
    var fields = Struct.newBuilder();
    if (!key.services().isEmpty()) {
      fields.putFields("services", services(key.services()));
    }
    if (!key.config().isEmpty()) {
      fields.putFields("config", ProtoValues.string(key.config()));
    }
    return fields.getFieldsCount() == 0 ? Metadata.getDefaultInstance() : metadata(fields);
  }

  private static Metadata metadata(Struct.Builder fields) {
    return Metadata.newBuilder().putFilterMetadata(IstioNames.METADATA, fields.build()).build();
  }

  private static Value services(List<ClusterKey.ServiceFacts> services) {
    var list = ListValue.newBuilder();
    for (var service : services) {
      list.addValues(
          Value.newBuilder()
              .setStructValue(
                  Struct.newBuilder()
                      .putFields("host", ProtoValues.string(service.host()))
                      .putFields("name", ProtoValues.string(service.name()))
                      .putFields("namespace", ProtoValues.string(service.namespace()))));
    }
    return Value.newBuilder().setListValue(list).build();
  }
}
