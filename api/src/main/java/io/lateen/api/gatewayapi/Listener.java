// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One port of a Gateway (gateway-api: apis/v1/gateway_types.go Listener).
 *
 * @param name name, unique in its object
 * @param hostname host of requests or server name of TLS, wildcards allowed; empty for any
 * @param port port of the Service, 1 to 65535
 * @param protocol protocol as written, as in {@code HTTP}
 * @param tls encryption
 * @param namespaces from where routes may come
 * @param kinds kinds of routes that may come, with an empty group for this API; empty for all
 * @param line 1-based line on which the listener begins; 0 when unknown
 */
public record Listener(
    String name,
    String hostname,
    int port,
    String protocol,
    Optional<Tls> tls,
    AllowedNamespaces namespaces,
    List<ObjectRef> kinds,
    int line) {

  /** Copies the collection. */
  public Listener {
    kinds = List.copyOf(kinds);
  }

  /**
   * Encryption.
   *
   * @param passthrough whether the listener leaves it to the backends
   * @param written whether the author wrote the mode
   * @param certificates Secrets with certificate and key, at most one of each type of key
   * @param options extensions by name
   */
  public record Tls(
      boolean passthrough,
      boolean written,
      List<ObjectRef> certificates,
      Map<String, String> options) {

    /** Copies the collections. */
    public Tls {
      certificates = List.copyOf(certificates);
      options = Map.copyOf(options);
    }

    /** The value of an option; empty when it is not there. */
    public String option(String option) {
      return options.getOrDefault(option, "");
    }
  }
}
