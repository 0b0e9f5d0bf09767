// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

/**
 * What a client can do that the protocol does not ask of it.
 *
 * @param keepsResources see {@code ProxyNode.RELAY_FEATURE}
 * @param takesDifferences it resolves differences to what it accepted last ({@code
 *     io.lateen.proto.difference}); for incremental streams only
 */
public record ClientSkills(boolean keepsResources, boolean takesDifferences) {

  /** Those of an Envoy. */
  public static final ClientSkills NONE = new ClientSkills(false, false);
}
