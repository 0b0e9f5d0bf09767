// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Gateway of the Gateway API (gateway-api: apis/v1/gateway_types.go).
 *
 * @param className its class
 * @param listeners ports that it opens
 * @param addresses where it is
 * @param listenerSets from where more listeners may come
 * @param clientAuthority whose certificates callers show, on ports without an entry of their own
 * @param clientAuthorities the same by port
 */
public record KubernetesGateway(
    String className,
    List<Listener> listeners,
    List<Address> addresses,
    AllowedNamespaces listenerSets,
    Optional<ClientAuthority> clientAuthority,
    Map<Integer, Optional<ClientAuthority>> clientAuthorities)
    implements Spec {

  /** Type of addresses that name a Service. */
  public static final String HOSTNAME = "Hostname";

  /** Type of addresses that stand for themselves. */
  public static final String IP = "IPAddress";

  /** Copies the collections. */
  public KubernetesGateway {
    listeners = List.copyOf(listeners);
    addresses = List.copyOf(addresses);
    clientAuthorities = Map.copyOf(clientAuthorities);
  }

  /**
   * An address.
   *
   * @param type {@link #HOSTNAME}, {@link #IP} or another one; never empty
   * @param value name of a Service or its host, or an IP address
   */
  public record Address(String type, String value) {}

  /**
   * Whose certificates callers must show.
   *
   * @param authorities ConfigMaps or Secrets
   * @param optional whether callers without a valid certificate are let in all the same
   */
  public record ClientAuthority(List<ObjectRef> authorities, boolean optional) {

    /** Copies the collection. */
    public ClientAuthority {
      authorities = List.copyOf(authorities);
    }
  }

  /** The authority for a port. */
  public Optional<ClientAuthority> authority(int port) {
    return clientAuthorities.getOrDefault(port, clientAuthority);
  }

  /** Whether its proxies are deployed for it, because it names no Service of its own. */
  public boolean isManaged() {
    return addresses.isEmpty() || (addresses.size() == 1 && addresses.getFirst().type().equals(IP));
  }
}
