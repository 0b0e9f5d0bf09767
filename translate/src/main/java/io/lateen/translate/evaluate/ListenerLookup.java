// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.core.v3.Address;
import io.envoyproxy.envoy.config.listener.v3.AdditionalAddress;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.translate.name.IstioNames;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which listener takes a connection. Redirected outbound connections arrive at the virtual
 * listener, which hands them to the listener of their original destination and keeps what has none
 * (Envoy: source/common/listener_manager/connection_handler_impl.cc getBalancedHandlerByAddress).
 */
final class ListenerLookup {

  private static final List<String> WILDCARDS_V4 = List.of(IstioNames.WILDCARD_ADDRESS, "::");
  private static final List<String> WILDCARDS_V6 = List.of("::", IstioNames.WILDCARD_ADDRESS);

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
    var exact = at(candidates, call.address(), call.port());
    if (exact.isPresent()) {
      return exact.map(found -> new Found(found, "listens on " + destination(call)));
    }
    for (var wildcard : call.address().indexOf(':') < 0 ? WILDCARDS_V4 : WILDCARDS_V6) {
      var found = at(candidates, wildcard, call.port());
      if (found.isPresent()) {
        return found.map(
            any -> new Found(any, "listens on port " + call.port() + " of all addresses"));
      }
    }
    return Optional.empty();
  }

  private static boolean opens(Listener listener) {
    return !listener.hasBindToPort() || listener.getBindToPort().getValue();
  }

  private static Optional<Listener> at(List<Listener> listeners, String address, int port) {
    return listeners.stream()
        .filter(
            listener ->
                Stream.concat(
                        Stream.of(listener.getAddress()),
                        listener.getAdditionalAddressesList().stream()
                            .map(AdditionalAddress::getAddress))
                    .anyMatch(own -> isAt(own, address, port)))
        .findFirst();
  }

  private static boolean isAt(Address own, String address, int port) {
    var socket = own.getSocketAddress();
    return own.hasSocketAddress()
        && socket.getPortValue() == port
        && (socket.getAddress().equals(address)
            || Cidr.address(socket.getAddress())
                .flatMap(ip -> Cidr.address(address).map(ip::equals))
                .orElse(false));
  }

  private static String destination(Call call) {
    return call.address() + ":" + call.port();
  }
}
