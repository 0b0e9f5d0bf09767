// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.status;

import com.google.protobuf.Any;
import com.google.protobuf.Timestamp;
import io.envoyproxy.envoy.admin.v3.UpdateFailureState;
import io.envoyproxy.envoy.config.core.v3.Node;
import io.envoyproxy.envoy.service.status.v3.ClientConfig;
import io.envoyproxy.envoy.service.status.v3.ClientConfig.GenericXdsConfig;
import io.envoyproxy.envoy.service.status.v3.ClientStatusResponse;
import io.envoyproxy.envoy.service.status.v3.ConfigStatus;
import io.lateen.proto.EnvoyApi;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.stream.ResourceReport;
import io.lateen.xds.stream.TypeReport;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer while it is made: one client for each proxy, whatever the number of its streams. */
final class ClientConfigs {

  private final boolean contents;
  private final Map<List<String>, ClientConfig.Builder> clients = new LinkedHashMap<>();
  private long bytes;

  ClientConfigs(boolean contents) {
    this.contents = contents;
  }

  /** Bytes of contents so far. */
  long bytes() {
    return bytes;
  }

  void add(ProxyStatus stream, List<ResourceReport> resources) {
    var node = stream.node();
    var client =
        clients.computeIfAbsent(
            List.of(node.peer().name(), node.id()),
            key -> ClientConfig.newBuilder().setNode(node(node)));
    for (var resource : resources) {
      var type =
          stream.types().stream()
              .filter(each -> each.typeUrl().equals(resource.typeUrl()))
              .findFirst();
      client.addGenericXdsConfigs(config(resource, type));
    }
  }

  ClientStatusResponse response() {
    var response = ClientStatusResponse.newBuilder();
    clients.values().forEach(response::addConfig);
    return response.build();
  }

  private static Node node(ProxyNode node) {
    return Node.newBuilder()
        .setId(node.id())
        .setCluster(node.cluster())
        .setUserAgentName(node.userAgent())
        .setMetadata(node.metadata())
        .build();
  }

  /**
   * Times are those of the whole type, as istiod gives them (istio/istio
   * pilot/pkg/xds/statusgen.go): one per resource and stream would cost more than the rest.
   */
  private GenericXdsConfig config(ResourceReport resource, Optional<ProxyStatus.Type> type) {
    var config =
        GenericXdsConfig.newBuilder()
            .setTypeUrl(resource.typeUrl())
            .setName(resource.name())
            .setVersionInfo(resource.version())
            .setConfigStatus(status(resource.sync()));
    if (resource.sync() != TypeReport.Sync.NOT_SENT) {
      type.flatMap(ProxyStatus.Type::sent).ifPresent(at -> config.setLastUpdated(timestamp(at)));
    }
    if (contents && shows(resource)) {
      bytes += resource.content().size();
      config.setXdsConfig(
          Any.newBuilder().setTypeUrl(resource.typeUrl()).setValue(resource.content()));
    }
    if (resource.sync() == TypeReport.Sync.NACKED) {
      config.setErrorState(failure(resource, type.flatMap(ProxyStatus.Type::nack)));
    }
    return config.build();
  }

  /** Never secrets; and nothing that readers of Envoy's own messages could not read. */
  private static boolean shows(ResourceReport resource) {
    return !resource.content().isEmpty()
        && !resource.typeUrl().equals(TypeUrls.SECRET)
        && EnvoyApi.ofUrl(resource.typeUrl()).isPresent();
  }

  private static UpdateFailureState failure(
      ResourceReport resource, Optional<ProxyStatus.Nack> nack) {
    var failure = UpdateFailureState.newBuilder();
    resource.refused().ifPresent(failure::setVersionInfo);
    nack.ifPresent(
        refusal ->
            failure
                .setDetails(refusal.reason(resource.name()))
                .setLastUpdateAttempt(timestamp(refusal.at())));
    return failure.build();
  }

  private static ConfigStatus status(TypeReport.Sync sync) {
    return switch (sync) {
      case SYNCED -> ConfigStatus.SYNCED;
      case NOT_SENT -> ConfigStatus.NOT_SENT;
      case STALE -> ConfigStatus.STALE;
      case NACKED -> ConfigStatus.ERROR;
    };
  }

  private static Timestamp timestamp(Instant at) {
    return Timestamp.newBuilder().setSeconds(at.getEpochSecond()).setNanos(at.getNano()).build();
  }
}
