// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.memo.WeakMemo;
import io.lateen.translate.cluster.AnyHostClusterGenerator;
import io.lateen.translate.cluster.AnyHostClusterKey;
import io.lateen.translate.cluster.ClusterGenerator;
import io.lateen.translate.cluster.ClusterKey;
import io.lateen.translate.cluster.FixedClusterGenerator;
import io.lateen.translate.cluster.FixedClusterKey;
import io.lateen.translate.cluster.InboundClusterGenerator;
import io.lateen.translate.cluster.InboundClusterKey;
import io.lateen.translate.cluster.ReportClusterGenerator;
import io.lateen.translate.cluster.ReportClusterKey;
import io.lateen.translate.endpoint.AssignmentGenerator;
import io.lateen.translate.endpoint.AssignmentKey;
import io.lateen.translate.gateway.GatewayListenerGenerator;
import io.lateen.translate.gateway.GatewayListenerKey;
import io.lateen.translate.grpc.ApiListenerGenerator;
import io.lateen.translate.grpc.ApiListenerKey;
import io.lateen.translate.grpc.GrpcClusterGenerator;
import io.lateen.translate.grpc.GrpcClusterKey;
import io.lateen.translate.grpc.GrpcRouteGenerator;
import io.lateen.translate.grpc.GrpcRouteKey;
import io.lateen.translate.grpc.ServerListenerGenerator;
import io.lateen.translate.grpc.ServerListenerKey;
import io.lateen.translate.listener.InboundListenerGenerator;
import io.lateen.translate.listener.InboundListenerKey;
import io.lateen.translate.listener.OutboundListenerGenerator;
import io.lateen.translate.listener.OutboundListenerKey;
import io.lateen.translate.listener.VirtualOutboundGenerator;
import io.lateen.translate.listener.VirtualOutboundKey;
import io.lateen.translate.nametable.NameTableGenerator;
import io.lateen.translate.nametable.NameTableKey;
import io.lateen.translate.route.RouteConfigGenerator;
import io.lateen.translate.route.RouteConfigKey;
import java.util.Optional;

/**
 * All generators behind one memo of what classes of proxies have now. Equal keys yield the same
 * object, which is how unchanged resources are recognized without comparing bytes.
 */
final class ResourceCatalog {

  private final WeakMemo<ResourceKey, EncodedResource> resources = new WeakMemo<>();
  private final Generator<ClusterKey> clusters = new ClusterGenerator();
  private final Generator<InboundClusterKey> inboundClusters = new InboundClusterGenerator();
  private final Generator<FixedClusterKey> fixedClusters = new FixedClusterGenerator();
  private final Generator<AnyHostClusterKey> anyHostClusters = new AnyHostClusterGenerator();
  private final Generator<ReportClusterKey> reportClusters = new ReportClusterGenerator();
  private final Generator<AssignmentKey> assignments = new AssignmentGenerator();
  private final Generator<OutboundListenerKey> outbound = new OutboundListenerGenerator();
  private final Generator<VirtualOutboundKey> virtualOutbound = new VirtualOutboundGenerator();
  private final Generator<InboundListenerKey> inbound = new InboundListenerGenerator();
  private final RouteConfigGenerator routes;
  private final Generator<GatewayListenerKey> gateways = new GatewayListenerGenerator();
  private final Generator<NameTableKey> nameTables = new NameTableGenerator();
  private final Generator<ApiListenerKey> apiListeners = new ApiListenerGenerator();
  private final Generator<GrpcRouteKey> grpcRoutes = new GrpcRouteGenerator();
  private final Generator<GrpcClusterKey> grpcClusters = new GrpcClusterGenerator();
  private final Generator<ServerListenerKey> servers = new ServerListenerGenerator();

  /**
   * @param keptBytes most bytes of virtual hosts kept, and of blocks of them
   */
  ResourceCatalog(long keptBytes) {
    this.routes = new RouteConfigGenerator(keptBytes);
  }

  EncodedResource get(ClusterKey key) {
    return get(key, clusters);
  }

  EncodedResource get(InboundClusterKey key) {
    return get(key, inboundClusters);
  }

  EncodedResource get(FixedClusterKey key) {
    return get(key, fixedClusters);
  }

  EncodedResource get(AnyHostClusterKey key) {
    return get(key, anyHostClusters);
  }

  EncodedResource get(ReportClusterKey key) {
    return get(key, reportClusters);
  }

  EncodedResource get(AssignmentKey key) {
    return get(key, assignments);
  }

  EncodedResource get(OutboundListenerKey key) {
    return get(key, outbound);
  }

  EncodedResource get(VirtualOutboundKey key) {
    return get(key, virtualOutbound);
  }

  EncodedResource get(InboundListenerKey key) {
    return get(key, inbound);
  }

  EncodedResource get(GatewayListenerKey key) {
    return get(key, gateways);
  }

  EncodedResource get(RouteConfigKey key) {
    return get(key, routes);
  }

  /**
   * The same, at the cost of what differs from another one.
   *
   * @param past any other route configuration
   */
  EncodedResource get(RouteConfigKey key, Optional<EncodedResource> past) {
    return resources.get(
        key,
        _ -> past.map(other -> routes.generate(key, other)).orElseGet(() -> routes.generate(key)));
  }

  EncodedResource get(NameTableKey key) {
    return get(key, nameTables);
  }

  EncodedResource get(ApiListenerKey key) {
    return get(key, apiListeners);
  }

  EncodedResource get(GrpcRouteKey key) {
    return get(key, grpcRoutes);
  }

  EncodedResource get(GrpcClusterKey key) {
    return get(key, grpcClusters);
  }

  EncodedResource get(ServerListenerKey key) {
    return get(key, servers);
  }

  private <K extends ResourceKey> EncodedResource get(K key, Generator<? super K> generator) {
    return resources.get(key, _ -> generator.generate(key));
  }

  int size() {
    return resources.size();
  }

  /** How many virtual hosts are kept. */
  int hosts() {
    return routes.size();
  }

  /** How many beginnings and ends of route configurations are kept. */
  int routeFrames() {
    return routes.frames();
  }

  /** How many blocks of virtual hosts are kept. */
  int hostBlocks() {
    return routes.blocks();
  }
}
