// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.api.networking.ConsistentHash;
import io.lateen.api.networking.ConsistentHash.HashAlgorithm;
import io.lateen.api.networking.HttpPool;
import io.lateen.api.networking.LoadBalancer;
import io.lateen.api.networking.SimpleLb;
import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.service.MeshService;
import io.lateen.mesh.service.Resolution;
import io.lateen.mesh.workload.TlsMode;
import io.lateen.translate.cluster.ClusterKey;
import io.lateen.translate.cluster.ClusterPlanner;
import io.lateen.translate.cluster.ClusterTls;
import io.lateen.translate.grpc.GrpcClusterKey.Balance;
import io.lateen.translate.view.ProxyView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reduces the clusters that an Envoy would get to those that a gRPC client gets. */
final class GrpcClusterPlanner {

  /** Smallest ring where nothing is said (Istio: core/cluster_traffic_policy.go). */
  private static final long DEFAULT_RING = 1_024;

  private final ProxyView view;
  private final Reach reach;

  GrpcClusterPlanner(ProxyView view, Reach reach) {
    this.view = view;
    this.reach = reach;
  }

  /** The clusters of a service and of its subsets. */
  List<GrpcClusterKey> plan(MeshService service) {
    var keys = new ArrayList<GrpcClusterKey>();
    for (var envoy : new ClusterPlanner(view).plan(service)) {
      if (reach.isKnown(envoy.cluster().value())) {
        keys.add(key(service, envoy));
      }
    }
    return List.copyOf(keys);
  }

  private GrpcClusterKey key(MeshService service, ClusterKey envoy) {
    return new GrpcClusterKey(
        envoy.cluster(),
        server(service, envoy.cluster().port()),
        balance(envoy.policy().loadBalancer()),
        envoy.policy().http().map(HttpPool::http2MaxRequests).filter(most -> most > 0).stream()
            .mapToInt(most -> most)
            .findFirst(),
        peers(service, envoy),
        envoy.provenance());
  }

  private Optional<GrpcClusterKey.Server> server(MeshService service, int port) {
    if (service.resolution() != Resolution.DNS
        && service.resolution() != Resolution.DNS_ROUND_ROBIN) {
      return Optional.empty();
    }
    return view.endpoints(service, port).endpoints().stream()
        .map(endpoint -> new GrpcClusterKey.Server(endpoint.address(), endpoint.port()))
        .findFirst();
  }

  /** Where nothing is said gRPC takes turns, as in Istio; other ways that it lacks do as well. */
  private static Balance balance(Optional<LoadBalancer> written) {
    var hash = written.flatMap(LoadBalancer::consistentHash).map(ConsistentHash::algorithm);
    if (hash.isPresent()) {
      return new Balance.Ring(
          switch (hash.get()) {
            case HashAlgorithm.RingHash(OptionalLong size) ->
                Math.max(size.orElse(DEFAULT_RING), 1);
            case HashAlgorithm.Maglev _ -> DEFAULT_RING;
          });
    }
    return switch (written.flatMap(LoadBalancer::simple).orElse(SimpleLb.UNSPECIFIED)) {
      case LEAST_CONN, LEAST_REQUEST -> new Balance.LeastRequest();
      case UNSPECIFIED, RANDOM, PASSTHROUGH, ROUND_ROBIN -> new Balance.RoundRobin();
    };
  }

  /**
   * An Envoy decides for each endpoint; a gRPC client has one way for all. Unasked, it uses mTLS
   * only where every endpoint can and none takes anything else: a permissive Envoy would take its
   * TLS for the application's own.
   */
  private Optional<List<String>> peers(MeshService service, ClusterKey envoy) {
    return switch (envoy.tls()) {
      case ClusterTls.None _, ClusterTls.Originate _ -> Optional.empty();
      case ClusterTls.Mutual(var _, var names) -> Optional.of(names);
      case ClusterTls.Auto(var _, var names) ->
          isStrict(service, envoy.cluster().port()) ? Optional.of(names) : Optional.empty();
    };
  }

  private boolean isStrict(MeshService service, int port) {
    var endpoints = view.endpoints(service, port).endpoints();
    return view.inferredMtls(service, port, false) == MtlsMode.STRICT
        && !endpoints.isEmpty()
        && endpoints.stream().allMatch(endpoint -> endpoint.tlsMode() == TlsMode.ISTIO);
  }
}
