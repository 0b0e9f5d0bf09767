// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * A service outside of the mesh's own that proxies use, by its name in policies (api:
 * mesh/v1alpha1/config.proto, ExtensionProvider).
 *
 * @param name name that policies use
 * @param provider what it is
 */
public record ExtensionProvider(String name, Provider provider) {

  /** What a provider is; see {@link Authorizer}, {@link Tracer} and {@link Logger}. */
  public interface Provider {}

  /** The metrics that proxies offer to Prometheus. */
  public record Prometheus() implements Provider {}

  /**
   * A service of keys and certificates for gateways.
   *
   * @param secretName name that credentials use after {@code sds://}
   * @param address the service
   */
  public record Sds(String secretName, ServiceAddress address) implements Provider {}
}
