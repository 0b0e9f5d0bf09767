// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.lateen.api.meshconfig.ReportServices;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.proto.EnvoyApi;
import io.lateen.translate.cluster.ReportClusterGenerator;
import io.lateen.translate.cluster.ReportClusterKey;
import io.lateen.translate.envoy.Addresses;
import io.lateen.translate.message.MessageReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where proxies send Envoy's own statistics, as part of their bootstrap (Istio:
 * tools/packaging/common/envoy_bootstrap.json).
 */
public final class StatsSinks {

  /** Cluster of the service of metrics. */
  public static final String METRICS_CLUSTER = "envoy_metrics_service";

  private static final String BOOTSTRAP = "envoy.config.bootstrap.v3.Bootstrap";

  private static final String METRICS_SINK =
      """
      {"name": "envoy.stat_sinks.metrics_service", "typed_config": {
        "@type": "type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig",
        "transport_api_version": "V3",
        "grpc_service": {"envoy_grpc": {"cluster_name": "envoy_metrics_service"}}}}
      """;

  private static final String STATSD_SINK =
      """
      {"name": "envoy.stat_sinks.statsd", "typed_config": {
        "@type": "type.googleapis.com/envoy.config.metrics.v3.StatsdSink",
        "address": {"socket_address": {"address": "%s", "port_value": %s}}}}
      """;

  private StatsSinks() {}

  /**
   * The part of the bootstrap, an {@code envoy.config.bootstrap.v3.Bootstrap}; empty for none.
   *
   * @param cluster the key of the cluster to the service of metrics
   */
  public static Optional<Message> of(
      ReportServices services, Function<ReportServices.RemoteService, ReportClusterKey> cluster) {
    var metrics = services.metrics().filter(service -> !service.address().isEmpty());
    var sinks = new ArrayList<String>();
    metrics.ifPresent(_ -> sinks.add(METRICS_SINK));
    var statsd = services.statsdUdpAddress();
    if (isServed(statsd)) {
      int colon = statsd.lastIndexOf(':');
      var host = statsd.substring(0, colon).replace("[", "").replace("]", "");
      sinks.add(STATSD_SINK.formatted(host, statsd.substring(colon + 1)));
    }
    if (sinks.isEmpty()) {
      return Optional.empty();
    }
    var clusters =
        metrics
            .map(cluster)
            .map(new ReportClusterGenerator()::message)
            .map(List::of)
            .orElse(List.of());
    return Optional.of(bootstrap(sinks, clusters));
  }

  /** Whether statistics can be sent there: Envoy looks up no names for it. */
  static boolean isServed(String statsd) {
    int colon = statsd.lastIndexOf(':');
    return colon > 0 && (statsd.startsWith("[") || Addresses.isIpv4(statsd.substring(0, colon)));
  }

  private static Message bootstrap(List<String> sinks, List<Cluster> clusters) {
    var type = EnvoyApi.of(BOOTSTRAP).orElseThrow();
    var bootstrap = DynamicMessage.newBuilder(type);
    var text = "{\"stats_sinks\": [" + String.join(",", sinks) + "]}";
    if (Documents.read("stats sinks", text).roots().getFirst() instanceof Node.Mapping tree) {
      new MessageReader().read(tree, bootstrap);
    }
    var resources = type.findFieldByName("static_resources");
    var field = resources.getMessageType().findFieldByName("clusters");
    for (var cluster : clusters) {
      try {
        bootstrap.setField(
            resources,
            DynamicMessage.newBuilder(resources.getMessageType())
                .addRepeatedField(
                    field, DynamicMessage.parseFrom(field.getMessageType(), cluster.toByteString()))
                .build());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(METRICS_CLUSTER, e);
      }
    }
    return bootstrap.build();
  }
}
