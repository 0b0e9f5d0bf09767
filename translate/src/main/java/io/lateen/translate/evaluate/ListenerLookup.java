// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.core.v3.SocketAddress;
import io.envoyproxy.envoy.config.listener.v3.AdditionalAddress;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.name.IstioNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which listener takes a connection. Redirected outbound connections arrive at the virtual
 * listener, which hands them to the listener of their original destination and keeps what has none
 * (Envoy: source/common/listener_manager/connection_handler_impl.cc getBalancedHandlerByAddress).
 */
final class ListenerLookup {

  /**
   * A listener.
   *
   * @param why in words
   */
  record Found(Listener listener, String why) {}

  private final Collection<Listener> listeners;

  ListenerLookup(EnvoyConfig config) {
    this.listeners = config.listeners().values();
  }

  Optional<Found> find(Call call) {
    return switch (call.mode().orElseGet(this::usualMode)) {
      case INBOUND -> inbound();
      case OUTBOUND ->
          byDestination(call, true)
              .or(
                  () ->
                      named(IstioNames.VIRTUAL_OUTBOUND)
                          .map(found -> new Found(found, "no listener for " + destination(call))));
      case DIRECT -> byDestination(call, false);
    };
  }

  /** Only a proxy to which traffic is redirected has the virtual listener. */
  private Call.Mode usualMode() {
    return named(IstioNames.VIRTUAL_OUTBOUND).isPresent() ? Call.Mode.OUTBOUND : Call.Mode.DIRECT;
  }

  private Optional<Found> inbound() {
    return named(IstioNames.VIRTUAL_INBOUND)
        .map(found -> new Found(found, "everything that arrives is redirected to it"));
  }

  private Optional<Listener> named(String name) {
    return listeners.stream().filter(listener -> listener.getName().equals(name)).findFirst();
  }

  /**
   * @param redirected whether listeners count that do not open their port themselves
   */
  private Optional<Found> byDestination(Call call, boolean redirected) {
    var candidates = listeners.stream().filter(listener -> redirected || opens(listener)).toList();
    return at(candidates, call.port(), socket -> isSame(socket.getAddress(), call.address()))
        .map(found -> new Found(found, "listens on " + destination(call)))
        .or(
            () ->
                at(candidates, call.port(), socket -> isEverywhere(socket, call.address()))
                    .map(
                        any ->
                            new Found(
                                any, "listens on port " + call.port() + " of all addresses")));
  }

  private static boolean opens(Listener listener) {
    return !listener.hasBindToPort() || listener.getBindToPort().getValue();
  }

  private static Optional<Listener> at(
      List<Listener> listeners, int port, Predicate<SocketAddress> address) {
    return listeners.stream()
        .filter(
            listener ->
                Stream.concat(
                        Stream.of(listener.getAddress()),
                        listener.getAdditionalAddressesList().stream()
                            .map(AdditionalAddress::getAddress))
                    .filter(own -> own.getSocketAddress().getPortValue() == port)
                    .anyMatch(own -> address.test(own.getSocketAddress())))
        .findFirst();
  }

  private static boolean isSame(String own, String address) {
    return own.equals(address)
        || Cidr.address(own).flatMap(ip -> Cidr.address(address).map(ip::equals)).orElse(false);
  }

  /** All IPv6 addresses include those of IPv4 only where the listener says so. */
  private static boolean isEverywhere(SocketAddress own, String address) {
    boolean allV6 = own.getAddress().equals("::");
    return address.indexOf(':') < 0
        ? own.getAddress().equals(IstioNames.WILDCARD_ADDRESS) || allV6 && own.getIpv4Compat()
        : allV6;
  }

  private static String destination(Call call) {
    return call.address() + ":" + call.port();
  }
}
