// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.Secret;
import io.lateen.controlplane.pipeline.DesiredConfig;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.message.PackedTypes;
import io.lateen.xds.resource.TypeUrls;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a proxy shall have, in the shape of Envoy's configuration dump
 * (envoy/admin/v3/config_dump.proto), so that one reader prints both.
 */
public final class DesiredDump {

  private static final String ADMIN = "type.googleapis.com/envoy.admin.v3.";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final DataSource REDACTED =
      DataSource.newBuilder().setInlineString("[redacted]").build();

  private final DesiredConfig config;
  private final ObjectNode root = JSON.createObjectNode();

  private DesiredDump(DesiredConfig config) {
    this.config = config;
  }

  /** The dump of one proxy. */
  public static JsonNode of(DesiredConfig config) {
    var dump = new DesiredDump(config);
    dump.root.put("epoch", config.epoch());
    dump.root.putArray("configs");
    dump.section("ClustersConfigDump", "dynamic_active_clusters", "cluster", TypeUrls.CLUSTER);
    dump.listeners();
    dump.section("RoutesConfigDump", "dynamic_route_configs", "route_config", TypeUrls.ROUTE);
    dump.section(
        "EndpointsConfigDump", "dynamic_endpoint_configs", "endpoint_config", TypeUrls.ENDPOINT);
    dump.section("SecretsConfigDump", "dynamic_active_secrets", "secret", TypeUrls.SECRET);
    dump.provenance();
    return dump.root;
  }

  /** Which objects made each resource and its parts, which Envoy's own dump does not know. */
  private void provenance() {
    var types = root.putObject("provenance");
    config
        .resources()
        .byType()
        .forEach(
            (type, byName) -> {
              var names = types.putObject(type);
              byName.forEach(
                  (name, resource) -> describe(names.putObject(name), resource.provenance()));
            });
  }

  private static void describe(ObjectNode node, Provenance provenance) {
    CauseRendering.add(node.putArray("objects"), provenance.causes());
    var parts = node.putObject("parts");
    provenance.parts().forEach((part, list) -> CauseRendering.add(parts.putArray(part), list));
  }

  private void section(String type, String list, String field, String typeUrl) {
    var entries = section(type).putArray(list);
    for (var resource : config.resources().ofType(typeUrl).values()) {
      var entry =
          entries.addObject().put("name", resource.name()).put("version_info", resource.version());
      entry.set(field, json(typeUrl, resource));
    }
  }

  private void listeners() {
    var entries = section("ListenersConfigDump").putArray("dynamic_listeners");
    for (var resource : config.resources().ofType(TypeUrls.LISTENER).values()) {
      var entry = entries.addObject().put("name", resource.name());
      var state = entry.putObject("active_state").put("version_info", resource.version());
      state.set("listener", json(TypeUrls.LISTENER, resource));
    }
  }

  private ObjectNode section(String type) {
    return root.withArray("configs").addObject().put("@type", ADMIN + type);
  }

  /** Keys are sealed here already, and not even that is shown; Envoy's own dump does the same. */
  private static ByteString shown(String typeUrl, EncodedResource resource)
      throws InvalidProtocolBufferException {
    if (!typeUrl.equals(TypeUrls.SECRET)) {
      return resource.bytes();
    }
    var secret = Secret.parseFrom(resource.bytes()).toBuilder();
    if (secret.hasTlsCertificate()) {
      secret.getTlsCertificateBuilder().setPrivateKey(REDACTED);
    }
    return secret.build().toByteString();
  }

  private static JsonNode json(String typeUrl, EncodedResource resource) {
    try {
      var any = Any.newBuilder().setTypeUrl(typeUrl).setValue(shown(typeUrl, resource)).build();
      var text =
          JsonFormat.printer()
              .preservingProtoFieldNames()
              .omittingInsignificantWhitespace()
              .usingTypeRegistry(PackedTypes.within(any))
              .print(any);
      return JSON.readTree(text);
    } catch (InvalidProtocolBufferException e) {
      return JSON.createObjectNode()
          .put("@type", typeUrl)
          .put("name", resource.name())
          .put("error", "cannot be shown: " + e.getMessage());
    }
  }
}
