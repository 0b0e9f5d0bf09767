// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.endpoint;

import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.core.v3.HealthStatus;
import io.envoyproxy.envoy.config.core.v3.Metadata;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.lateen.mesh.endpoint.Endpoint;
import io.lateen.mesh.endpoint.Health;
import io.lateen.mesh.network.NetworkWay;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import java.util.Map;

/** One endpoint with the metadata that TLS and metrics need. */
final class EndpointEncoder {

  private static final String WORKLOAD_FIELD = "workload";

  // Labels that name a workload in metrics (istio/api label/labels.yaml; Istio:
  // pkg/model/labels.go CanonicalName, CanonicalRevision).
  private static final String CANONICAL_NAME = "service.istio.io/canonical-name";
  private static final String CANONICAL_REVISION = "service.istio.io/canonical-revision";
  private static final String RECOMMENDED_NAME = "app.kubernetes.io/name";
  private static final String RECOMMENDED_VERSION = "app.kubernetes.io/version";
  private static final String APP = "app";
  private static final String VERSION = "version";

  private EndpointEncoder() {}

  /**
   * @param mutual whether connections use the mesh's mTLS
   * @param inline whether Envoy resolves the address itself: then health is its own business
   */
  static LbEndpoint encode(Endpoint endpoint, boolean mutual, boolean inline) {
    var result =
        LbEndpoint.newBuilder()
            .setEndpoint(
                io.envoyproxy.envoy.config.endpoint.v3.Endpoint.newBuilder()
                    .setAddress(ProtoValues.address(address(endpoint), endpoint.port())))
            .setLoadBalancingWeight(ProtoValues.uint32(Math.max(endpoint.weight(), 1)))
            .setMetadata(metadata(mutual, workload(endpoint)));
    if (!inline) {
      result.setHealthStatus(health(endpoint.health()));
    }
    return result.build();
  }

  /** A gateway in the place of endpoints behind it; it passes the mesh's mTLS on. */
  static LbEndpoint gateway(NetworkWay way, int weight) {
    var cluster = way.registered() ? IstioNames.CLUSTER_ID : "";
    return LbEndpoint.newBuilder()
        .setEndpoint(
            io.envoyproxy.envoy.config.endpoint.v3.Endpoint.newBuilder()
                .setAddress(ProtoValues.address(way.address(), way.port())))
        .setLoadBalancingWeight(ProtoValues.uint32(Math.max(weight, 1)))
        .setMetadata(metadata(true, ";;;;" + cluster))
        .build();
  }

  private static String address(Endpoint endpoint) {
    return endpoint.address().startsWith("/") ? "unix://" + endpoint.address() : endpoint.address();
  }

  private static HealthStatus health(Health health) {
    return switch (health) {
      case HEALTHY -> HealthStatus.HEALTHY;
      case UNHEALTHY -> HealthStatus.UNHEALTHY;
      case DRAINING, TERMINATING -> HealthStatus.DRAINING;
    };
  }

  private static Metadata metadata(boolean mutual, String workload) {
    var metadata = Metadata.newBuilder();
    if (mutual) {
      metadata.putFilterMetadata(
          EnvoyNames.TRANSPORT_SOCKET_MATCH,
          ProtoValues.struct(IstioNames.TLS_MODE_FIELD, IstioNames.TLS_MODE_ISTIO));
    }
    return metadata
        .putFilterMetadata(
            IstioNames.METADATA,
            Struct.newBuilder().putFields(WORKLOAD_FIELD, ProtoValues.string(workload)).build())
        .build();
  }

  /**
   * {@code WORKLOAD;NAMESPACE;CANONICAL_NAME;CANONICAL_REVISION;CLUSTER}, as Istio's telemetry
   * reads it (pilot/pkg/networking/util/util.go AppendLbEndpointMetadata).
   */
  private static String workload(Endpoint endpoint) {
    var labels = endpoint.labels();
    var name = Workload.deployment(endpoint.workload().name(), labels);
    var canonical = first(labels, name, CANONICAL_NAME, RECOMMENDED_NAME, APP);
    var revision = first(labels, "", CANONICAL_REVISION, RECOMMENDED_VERSION, VERSION);
    return String.join(
        ";", name, endpoint.workload().namespace(), canonical, revision, IstioNames.CLUSTER_ID);
  }

  private static String first(Map<String, String> labels, String otherwise, String... names) {
    for (var name : names) {
      var value = labels.get(name);
      if (value != null) {
        return value;
      }
    }
    return otherwise;
  }
}
