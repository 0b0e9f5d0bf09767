// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Struct;
import io.envoyproxy.envoy.config.cluster.v3.Cluster;
import io.envoyproxy.envoy.config.core.v3.TransportSocket;
import io.envoyproxy.envoy.config.endpoint.v3.LbEndpoint;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.Optional;

/**
 * A call that a proxy forwards, as it arrives at the workload behind an endpoint: with the TLS that
 * the cluster has for that endpoint (Envoy: source/common/upstream/transport_socket_match_impl.cc).
 * Path and headers are the caller's: what routes rewrite is not applied.
 */
public final class Onward {

  private final EnvoyConfig config;
  private final Call call;

  /**
   * @param config what the forwarding proxy has
   * @param call the call as that proxy gets it
   */
  public Onward(EnvoyConfig config, Call call) {
    this.config = config;
    this.call = call;
  }

  /**
   * The call at {@code target}; empty where no port of an IP address is called.
   *
   * @param source the forwarding proxy, with the identity in its certificate
   */
  public Optional<Call> to(Answer.Target target, Call.Source source) {
    int colon = target.address().lastIndexOf(':');
    var cluster = config.clusters().get(target.cluster());
    if (cluster == null || colon < 0) {
      return Optional.empty();
    }
    var address = target.address().substring(0, colon).replace("[", "").replace("]", "");
    return Cidr.address(address)
        .map(_ -> Integer.parseInt(target.address().substring(colon + 1)))
        .map(port -> arriving(address, port, socket(cluster, target.address()), source));
  }

  private Call arriving(
      String address, int port, Optional<TransportSocket> socket, Call.Source source) {
    var tls =
        socket
            .map(TransportSocket::getTypedConfig)
            .filter(typed -> typed.is(UpstreamTlsContext.class))
            .map(typed -> Unpacked.of(typed, UpstreamTlsContext.class));
    boolean proven =
        tls.filter(own -> own.getCommonTlsContext().getTlsCertificateSdsSecretConfigsCount() > 0)
            .isPresent();
    boolean opaque = call.security().tls() != Call.Tls.PLAINTEXT;
    var request = call.request();
    var onward =
        Call.to(port)
            .address(address)
            .mode(Call.Mode.INBOUND)
            .method(request.method())
            .host(request.host())
            .path(request.path())
            .protocol(tls.isPresent() && opaque ? Call.Protocol.TCP : call.protocol())
            .source(
                new Call.Source(source.address(), source.port(), proven ? source.principal() : ""));
    if (tls.isPresent()) {
      onward.tls(proven ? Call.Tls.MTLS : Call.Tls.TLS).sni(tls.get().getSni());
    } else {
      onward.tls(call.security().tls()).sni(call.security().sni());
    }
    request
        .headers()
        .forEach((name, values) -> values.forEach(value -> onward.header(name, value)));
    return onward.build();
  }

  /** The first whose condition the endpoint's metadata meets, or the cluster's own. */
  private Optional<TransportSocket> socket(Cluster cluster, String address) {
    var known =
        EndpointLookup.endpoint(config, cluster, address)
            .map(LbEndpoint::getMetadata)
            .map(metadata -> metadata.getFilterMetadataMap().get(EnvoyNames.TRANSPORT_SOCKET_MATCH))
            .orElse(Struct.getDefaultInstance());
    for (var candidate : cluster.getTransportSocketMatchesList()) {
      if (known
          .getFieldsMap()
          .entrySet()
          .containsAll(candidate.getMatch().getFieldsMap().entrySet())) {
        return Optional.of(candidate.getTransportSocket());
      }
    }
    return cluster.hasTransportSocket()
        ? Optional.of(cluster.getTransportSocket())
        : Optional.empty();
  }
}
