// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.envoyproxy.envoy.config.core.v3.CidrRange;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.translate.Provenance;
import io.lateen.translate.Provenance.Cause;
import io.lateen.translate.ResourceTypes;
import io.lateen.translate.evaluate.CallBuilder;
import io.lateen.translate.evaluate.EnvoyConfig;
import io.lateen.translate.name.IstioNames;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The services that a proxy can call, found in what it has: in the domains of its virtual hosts,
 * and in the listeners that the control plane says were made for a service.
 */
final class KnownServices {

  /** Services named where none is meant; a user reads no more. */
  private static final int MAX_NAMED = 10;

  private static final Pattern IP = Pattern.compile("[0-9.]+|\\[?[0-9a-f]*:[0-9a-f:.]*]?");
  private static final Set<String> WILDCARDS = Set.of(IstioNames.WILDCARD_ADDRESS, "::");

  private final EnvoyConfig config;
  private final Map<String, Provenance> listeners;

  /**
   * @param origins provenance by type URL and name of the resource
   */
  KnownServices(EnvoyConfig config, Map<String, Map<String, Provenance>> origins) {
    this.config = config;
    this.listeners = origins.getOrDefault(ResourceTypes.LISTENER, Map.of());
  }

  /**
   * Where calls to a service are addressed; an address that nobody has for one without its own.
   *
   * @param name {@code NAME}, {@code NAME.NAMESPACE} or a host name
   * @return empty for a name that no service has
   */
  Optional<String> address(String name) {
    return hosts()
        .filter(host -> isNamed(host, name))
        .findFirst()
        .map(
            host ->
                host.getDomainsList().stream()
                    .filter(domain -> IP.matcher(domain).matches())
                    .map(domain -> domain.replace("[", "").replace("]", ""))
                    .findFirst()
                    .orElse(CallBuilder.ANY_ADDRESS))
        .or(() -> ofListener(name));
  }

  /** Names for a message. */
  String named() {
    var names =
        hosts()
            .map(host -> host.getDomainsList().getFirst())
            .filter(Predicate.not("*"::equals))
            .distinct()
            .sorted()
            .toList();
    var shown = String.join(", ", names.subList(0, Math.min(MAX_NAMED, names.size())));
    return names.size() > MAX_NAMED
        ? shown + " and " + (names.size() - MAX_NAMED) + " more"
        : shown;
  }

  private Stream<VirtualHost> hosts() {
    return config.routes().values().stream()
        .flatMap(routes -> routes.getVirtualHostsList().stream());
  }

  private static boolean isNamed(VirtualHost host, String name) {
    return host.getDomainsList().stream()
            .anyMatch(
                domain ->
                    domain.equals(name)
                        || (domain.startsWith("*.") && name.endsWith(domain.substring(1))))
        || host.getName().startsWith(name + ".");
  }

  /** A service whose requests are not read is known by its listener only. */
  private Optional<String> ofListener(String name) {
    for (var listener : config.listeners().values()) {
      var parts =
          listeners.getOrDefault(listener.getName(), Provenance.BUILT_IN).parts().entrySet();
      for (var part : parts) {
        if (part.getValue().stream().anyMatch(cause -> isNamed(cause, name))) {
          return Optional.of(address(listener, part.getKey()));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isNamed(Cause cause, String name) {
    var object = cause.object();
    return object.kind().equals("Service")
        && List.of(
                object.name(),
                object.name() + "." + object.namespace(),
                object.name() + "." + object.namespace() + ".svc",
                object.name() + "." + object.namespace() + ".svc.cluster.local")
            .contains(name);
  }

  private static String address(Listener listener, String part) {
    var own = listener.getAddress().getSocketAddress().getAddress();
    if (!WILDCARDS.contains(own)) {
      return own;
    }
    for (int i = 0; i < listener.getFilterChainsCount(); i++) {
      var ranges = listener.getFilterChains(i).getFilterChainMatch().getPrefixRangesList();
      if (part.equals("#" + i) && !ranges.isEmpty()) {
        return ranges.stream().findFirst().map(CidrRange::getAddressPrefix).orElse(own);
      }
    }
    return CallBuilder.ANY_ADDRESS;
  }
}
