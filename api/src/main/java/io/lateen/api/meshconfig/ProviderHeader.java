// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * A header that a proxy sends to a provider.
 *
 * @param name name of the header
 * @param value its value; empty when it comes from the environment
 * @param envName variable of the proxy's environment; empty when the value is written
 */
public record ProviderHeader(String name, String value, String envName) {

  /** Without the value, which may be a secret. */
  @Override
  public String toString() {
    return "ProviderHeader[" + name + "]";
  }
}
