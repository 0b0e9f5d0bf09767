// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.TypeRegistry;
import com.google.protobuf.util.JsonFormat;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.endpoint.v3.ClusterLoadAssignment;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.clusters.dns.v3.DnsCluster;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.Cors;
import io.envoyproxy.envoy.extensions.filters.http.cors.v3.CorsPolicy;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.http.grpc_web.v3.GrpcWeb;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication;
import io.envoyproxy.envoy.extensions.filters.http.router.v3.Router;
import io.envoyproxy.envoy.extensions.filters.listener.http_inspector.v3.HttpInspector;
import io.envoyproxy.envoy.extensions.filters.listener.original_dst.v3.OriginalDst;
import io.envoyproxy.envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol;
import io.envoyproxy.envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy;
import io.envoyproxy.envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig;
import io.envoyproxy.envoy.extensions.path.match.uri_template.v3.UriTemplateMatchConfig;
import io.envoyproxy.envoy.extensions.request_id.uuid.v3.UuidRequestIdConfig;
import io.envoyproxy.envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate;
import io.envoyproxy.envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig;
import io.envoyproxy.envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.envoyproxy.envoy.extensions.upstreams.http.v3.HttpProtocolOptions;
import io.lateen.proto.nds.v1.NameTable;
import java.util.Map;
import java.util.TreeMap;

/** Resources as YAML in the spelling of Envoy's documentation, keys sorted. */
final class ResourceYaml {

  private static final TypeRegistry TYPES =
      TypeRegistry.newBuilder()
          .add(HttpConnectionManager.getDescriptor())
          .add(JwtAuthentication.getDescriptor())
          .add(io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.getDescriptor())
          .add(io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.getDescriptor())
          .add(io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz.getDescriptor())
          .add(io.envoyproxy.envoy.extensions.filters.network.ext_authz.v3.ExtAuthz.getDescriptor())
          .add(UriTemplateMatchConfig.getDescriptor())
          .add(TcpProxy.getDescriptor())
          .add(HttpGrpcAccessLogConfig.getDescriptor())
          .add(TcpGrpcAccessLogConfig.getDescriptor())
          .add(DnsCluster.getDescriptor())
          .add(CaresDnsResolverConfig.getDescriptor())
          .add(Cors.getDescriptor())
          .add(CorsPolicy.getDescriptor())
          .add(HTTPFault.getDescriptor())
          .add(FilterConfig.getDescriptor())
          .add(Router.getDescriptor())
          .add(
              io.envoyproxy.envoy.extensions.filters.http.grpc_stats.v3.FilterConfig
                  .getDescriptor())
          .add(
              io.envoyproxy.envoy.extensions.filters.http.set_filter_state.v3.Config
                  .getDescriptor())
          .add(HttpInspector.getDescriptor())
          .add(TlsInspector.getDescriptor())
          .add(ProxyProtocol.getDescriptor())
          .add(GrpcWeb.getDescriptor())
          .add(OriginalDst.getDescriptor())
          .add(UuidRequestIdConfig.getDescriptor())
          .add(PreviousHostsPredicate.getDescriptor())
          .add(PreviousPrioritiesConfig.getDescriptor())
          .add(RawBuffer.getDescriptor())
          .add(DownstreamTlsContext.getDescriptor())
          .add(UpstreamTlsContext.getDescriptor())
          .add(HttpProtocolOptions.getDescriptor())
          .build();

  private static final Map<String, Parser<? extends Message>> PARSERS =
      Map.of(
          ResourceTypes.CLUSTER, Cluster.parser(),
          ResourceTypes.ENDPOINT, ClusterLoadAssignment.parser(),
          ResourceTypes.LISTENER, Listener.parser(),
          ResourceTypes.ROUTE, RouteConfiguration.parser(),
          ResourceTypes.NAME_TABLE, NameTable.parser());

  private ResourceYaml() {}

  static Message message(String type, EncodedResource resource) {
    var parser = PARSERS.get(type);
    if (parser == null) {
      throw new IllegalArgumentException("unknown type " + type);
    }
    try {
      return parser.parseFrom(resource.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name(), e);
    }
  }

  static JsonObject json(String type, EncodedResource resource) {
    try {
      var text =
          JsonFormat.printer()
              .preservingProtoFieldNames()
              .usingTypeRegistry(TYPES)
              .print(message(type, resource));
      return JsonParser.parseString(text).getAsJsonObject();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(resource.name(), e);
    }
  }

  /** A list item per resource. */
  static String list(Iterable<JsonObject> resources) {
    var text = new StringBuilder();
    for (var resource : resources) {
      append(text, resource, 0, true);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, JsonObject object, int indent, boolean item) {
    int own = item ? indent + 1 : indent;
    boolean first = item;
    for (var field : new TreeMap<>(object.asMap()).entrySet()) {
      text.append("  ".repeat(first ? indent : own)).append(first ? "- " : "");
      first = false;
      text.append(quoted(field.getKey())).append(':');
      append(text, field.getValue(), own);
    }
  }

  private static void append(StringBuilder text, JsonElement value, int indent) {
    switch (value) {
      case JsonObject object when object.isEmpty() -> text.append(" {}\n");
      case JsonObject object -> {
        text.append('\n');
        append(text, object, indent + 1, false);
      }
      case JsonArray array when array.isEmpty() -> text.append(" []\n");
      case JsonArray array -> {
        text.append('\n');
        array.forEach(element -> item(text, element, indent));
      }
      default -> text.append(' ').append(scalar(value)).append('\n');
    }
  }

  private static void item(StringBuilder text, JsonElement element, int indent) {
    if (element instanceof JsonObject object && !object.isEmpty()) {
      append(text, object, indent, true);
    } else {
      text.append("  ".repeat(indent)).append("- ");
      text.append(element.isJsonObject() ? "{}" : scalar(element)).append('\n');
    }
  }

  private static String scalar(JsonElement value) {
    var primitive = value.getAsJsonPrimitive();
    return primitive.isString() ? quoted(primitive.getAsString()) : primitive.getAsString();
  }

  private static String quoted(String text) {
    boolean plain =
        text.matches("[A-Za-z_/][A-Za-z0-9_./|;-]*") && !text.matches("true|false|null");
    return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
