// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.node;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.Status;
import io.grpc.StatusOr;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Gives gRPC all addresses of the control plane in random order; it uses the first that answers.
 * Names are looked up again whenever gRPC has lost its connection.
 */
final class ControlPlaneResolver extends NameResolver {

  /** What stands for the host in HTTP/2; the TLS peer is checked by SPIFFE ID. */
  static final String AUTHORITY = "control-plane.lateen-system";

  private final List<InetSocketAddress> addresses;
  private final Executor lookups;
  private final RandomGenerator order;
  private @Nullable Listener2 listener;
  private volatile boolean closed;

  ControlPlaneResolver(List<InetSocketAddress> addresses, Executor lookups, RandomGenerator order) {
    this.addresses = List.copyOf(addresses);
    this.lookups = lookups;
    this.order = order;
  }

  @Override
  public String getServiceAuthority() {
    return AUTHORITY;
  }

  @Override
  public void start(Listener2 observer) {
    listener = observer;
    refresh();
  }

  @Override
  public void refresh() {
    var observer = listener;
    if (observer != null) {
      lookups.execute(() -> resolve(observer));
    }
  }

  private void resolve(Listener2 observer) {
    if (closed) {
      return;
    }
    var groups = new ArrayList<EquivalentAddressGroup>();
    var unknown = new ArrayList<String>();
    for (var address : addresses) {
      try {
        for (var ip : InetAddress.getAllByName(address.getHostString())) {
          groups.add(new EquivalentAddressGroup(new InetSocketAddress(ip, address.getPort())));
        }
      } catch (UnknownHostException e) {
        unknown.add(address.getHostString());
      }
    }
    Collections.shuffle(groups, order);
    var found = result(groups, unknown);
    observer.onResult(ResolutionResult.newBuilder().setAddressesOrError(found).build());
  }

  private static StatusOr<List<EquivalentAddressGroup>> result(
      List<EquivalentAddressGroup> groups, List<String> unknown) {
    return groups.isEmpty()
        ? StatusOr.fromStatus(
            Status.UNAVAILABLE.withDescription(
                "no address of the control plane is known: " + String.join(", ", unknown)))
        : StatusOr.fromValue(List.copyOf(groups));
  }

  @Override
  public void shutdown() {
    closed = true;
  }
}
