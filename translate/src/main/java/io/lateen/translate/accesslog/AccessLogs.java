// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.accesslog;

import com.google.protobuf.Duration;
import io.envoyproxy.envoy.config.accesslog.v3.AccessLog;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.CommonGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig;
import io.envoyproxy.envoy.extensions.access_loggers.grpc.v3.TcpGrpcAccessLogConfig;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKey;
import io.envoyproxy.envoy.type.metadata.v3.MetadataKind;
import io.envoyproxy.envoy.type.tracing.v3.CustomTag;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.List;

/**
 * Access logs to the agent, from which it counts Istio's metrics. An outbound record names the
 * destination by its cluster and by the chosen endpoint's metadata; an inbound one by constants of
 * its filter chain, because only the control plane knows which service a port belongs to.
 */
public final class AccessLogs {

  /** Static cluster of the bootstrap: the agent's access-log service on its Unix socket. */
  public static final String ALS_CLUSTER = "lateen-als";

  /** Log names: which side of a call the proxy was. */
  public static final String INBOUND_LOG = "inbound";

  public static final String OUTBOUND_LOG = "outbound";

  /** Tag: {@code WORKLOAD;NAMESPACE;CANONICAL_NAME;CANONICAL_REVISION;CLUSTER} of the endpoint. */
  public static final String TAG_DESTINATION_WORKLOAD = "destination_workload";

  /** Tags of inbound records; the values are Istio's metric labels of the same names. */
  public static final String TAG_SERVICE = "destination_service";

  public static final String TAG_SERVICE_NAME = "destination_service_name";
  public static final String TAG_SERVICE_NAMESPACE = "destination_service_namespace";

  /** Endpoint metadata field that Istio's telemetry reads (pilot/pkg/xds/endpoints). */
  private static final String WORKLOAD_FIELD = "workload";

  /** Records wait at most this long for more of them. */
  private static final Duration FLUSH = Duration.newBuilder().setNanos(200_000_000).build();

  private AccessLogs() {}

  /** The service that an inbound filter chain belongs to. */
  public record InboundService(String host, String name, String namespace) {

    /** A chain for ports that no service claims. */
    public static final InboundService UNKNOWN = new InboundService("", "", "");
  }

  public static AccessLog outboundHttp() {
    return http(common(OUTBOUND_LOG, List.of(destinationWorkload())));
  }

  public static AccessLog outboundTcp() {
    return tcp(common(OUTBOUND_LOG, List.of(destinationWorkload())));
  }

  public static AccessLog inboundHttp(InboundService service) {
    return http(common(INBOUND_LOG, serviceTags(service)));
  }

  public static AccessLog inboundTcp(InboundService service) {
    return tcp(common(INBOUND_LOG, serviceTags(service)));
  }

  /** Whether a log is one of those above, which feed the agent's counters. */
  public static boolean isForCounters(AccessLog log) {
    return log.getName().equals(EnvoyNames.HTTP_GRPC_LOG)
        || log.getName().equals(EnvoyNames.TCP_GRPC_LOG);
  }

  private static AccessLog http(CommonGrpcAccessLogConfig common) {
    var config =
        HttpGrpcAccessLogConfig.newBuilder()
            .setCommonConfig(common)
            .addAdditionalRequestHeadersToLog("content-type")
            .addAdditionalResponseHeadersToLog("grpc-status")
            .addAdditionalResponseTrailersToLog("grpc-status")
            .build();
    return AccessLog.newBuilder()
        .setName(EnvoyNames.HTTP_GRPC_LOG)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  private static AccessLog tcp(CommonGrpcAccessLogConfig common) {
    var config = TcpGrpcAccessLogConfig.newBuilder().setCommonConfig(common).build();
    return AccessLog.newBuilder()
        .setName(EnvoyNames.TCP_GRPC_LOG)
        .setTypedConfig(Packed.any(config))
        .build();
  }

  private static CommonGrpcAccessLogConfig common(String log, List<CustomTag> tags) {
    return CommonGrpcAccessLogConfig.newBuilder()
        .setLogName(log)
        .setTransportApiVersion(ApiVersion.V3)
        .setGrpcService(
            GrpcService.newBuilder()
                .setEnvoyGrpc(GrpcService.EnvoyGrpc.newBuilder().setClusterName(ALS_CLUSTER)))
        .setBufferFlushInterval(FLUSH)
        .addAllCustomTags(tags)
        .build();
  }

  private static CustomTag destinationWorkload() {
    var key =
        MetadataKey.newBuilder()
            .setKey(IstioNames.METADATA)
            .addPath(MetadataKey.PathSegment.newBuilder().setKey(WORKLOAD_FIELD));
    var kind = MetadataKind.newBuilder().setHost(MetadataKind.Host.getDefaultInstance());
    return CustomTag.newBuilder()
        .setTag(TAG_DESTINATION_WORKLOAD)
        .setMetadata(CustomTag.Metadata.newBuilder().setKind(kind).setMetadataKey(key))
        .build();
  }

  private static List<CustomTag> serviceTags(InboundService service) {
    var tags = new ArrayList<CustomTag>();
    literal(tags, TAG_SERVICE, service.host());
    literal(tags, TAG_SERVICE_NAME, service.name());
    literal(tags, TAG_SERVICE_NAMESPACE, service.namespace());
    return tags;
  }

  private static void literal(List<CustomTag> tags, String tag, String value) {
    if (!value.isEmpty()) {
      tags.add(
          CustomTag.newBuilder()
              .setTag(tag)
              .setLiteral(CustomTag.Literal.newBuilder().setValue(value))
              .build());
    }
  }
}
