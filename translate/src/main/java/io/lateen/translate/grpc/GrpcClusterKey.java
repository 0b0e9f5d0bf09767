// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.translate.Provenance;
import io.lateen.translate.ResourceKey;
import io.lateen.translate.name.EnvoyClusterName;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The cluster of a service port, or of a subset of it, for gRPC clients.
 *
 * @param server the only server, which the client resolves by its name; absent: endpoints are told
 * @param balance how an endpoint is chosen
 * @param maxRequests most calls at a time; absent for any number
 * @param peers identities that a server may have when calls are mTLS; absent for plaintext
 */
public record GrpcClusterKey(
    EnvoyClusterName cluster,
    Optional<Server> server,
    Balance balance,
    OptionalInt maxRequests,
    Optional<List<String>> peers,
    Provenance provenance)
    implements ResourceKey {

  /** A server by its name. */
  public record Server(String host, int port) {}

  /** How an endpoint is chosen. */
  public sealed interface Balance {

    /** One after the other. */
    record RoundRobin() implements Balance {}

    /** Of two the one with fewer open calls. */
    record LeastRequest() implements Balance {}

    /**
     * By a hash.
     *
     * @param size fewest entries of the ring
     */
    record Ring(long size) implements Balance {}
  }

  public GrpcClusterKey {
    peers = peers.map(List::copyOf);
  }

  @Override
  public String resourceName() {
    return cluster.value();
  }
}
