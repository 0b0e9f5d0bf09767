// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.translate.name.IstioNames;
import java.util.List;
import java.util.Optional;

/** Which listeners and chains a patch means (Istio: core/envoyfilter/listener_patch.go). */
final class ListenerMatches {

  private ListenerMatches() {}

  private static Optional<ObjectMatch.Listener> of(Patch patch) {
    return patch.match().orElse(null) instanceof ObjectMatch.Listener match
        ? Optional.of(match)
        : Optional.empty();
  }

  static boolean listener(Listener listener, Patch patch) {
    return of(patch)
        .map(
            match ->
                (match.name().isEmpty() || match.name().equals(listener.getName()))
                    && (match.portNumber() == 0
                        || (patch.applyTo() != ApplyTo.LISTENER && isVirtual(listener))
                        || (listener.getAddress().hasSocketAddress()
                            && listener.getAddress().getSocketAddress().getPortValue()
                                == match.portNumber())))
        .orElse(true);
  }

  /** The ports of these listeners are those of their filter chains. */
  private static boolean isVirtual(Listener listener) {
    return listener.getName().equals(IstioNames.VIRTUAL_INBOUND)
        || listener.getName().equals(IstioNames.VIRTUAL_OUTBOUND);
  }

  static boolean chain(Listener listener, FilterChain chain, Patch patch) {
    return of(patch)
        .map(
            match ->
                (match.portNumber() == 0
                        || !isVirtual(listener)
                        || destination(chain) == match.portNumber())
                    && match.filterChain().map(wanted -> chain(chain, wanted)).orElse(true))
        .orElse(true);
  }

  private static boolean chain(FilterChain chain, ObjectMatch.FilterChain wanted) {
    var match = chain.getFilterChainMatch();
    return (wanted.name().isEmpty() || wanted.name().equals(chain.getName()))
        && (wanted.sni().isEmpty() || match.getServerNamesList().contains(wanted.sni()))
        && (wanted.transportProtocol().isEmpty()
            || wanted.transportProtocol().equals(match.getTransportProtocol()))
        && (wanted.applicationProtocols().isEmpty()
            || match
                .getApplicationProtocolsList()
                .containsAll(List.of(wanted.applicationProtocols().split(",", -1))))
        && (wanted.destinationPort() == 0 || destination(chain) == wanted.destinationPort())
        && (wanted.transportSocket().isEmpty()
            || wanted.transportSocket().equals(chain.getTransportSocket().getName()));
  }

  private static long destination(FilterChain chain) {
    return Integer.toUnsignedLong(chain.getFilterChainMatch().getDestinationPort().getValue());
  }

  /** The listener filter that the patch names. */
  static Optional<String> listenerFilter(Patch patch) {
    return of(patch).map(ObjectMatch.Listener::listenerFilter).filter(name -> !name.isEmpty());
  }

  /** The network filter that the patch names. */
  static Optional<String> networkFilter(Patch patch) {
    return of(patch)
        .flatMap(ObjectMatch.Listener::filterChain)
        .flatMap(ObjectMatch.FilterChain::filter)
        .map(ObjectMatch.Filter::name);
  }

  /** The HTTP filter that the patch names. */
  static Optional<String> httpFilter(Patch patch) {
    return of(patch)
        .flatMap(ObjectMatch.Listener::filterChain)
        .flatMap(ObjectMatch.FilterChain::filter)
        .map(ObjectMatch.Filter::subFilter)
        .filter(name -> !name.isEmpty());
  }
}
