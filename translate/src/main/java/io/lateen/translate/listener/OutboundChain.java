// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

/**
 * One filter chain of an outbound listener.
 *
 * @param config metadata path of the VirtualService that made the chain; empty for none
 */
public record OutboundChain(ChainMatch match, Target target, String config) {

  /** What a chain does with its connections. */
  public sealed interface Target {}

  /**
   * Requests are routed.
   *
   * @param routeName route configuration, got by RDS
   * @param detected whether HTTP is recognized rather than declared
   */
  public record Http(String routeName, boolean detected) implements Target {}

  /** Bytes are passed on. */
  public record Tcp(TcpTarget target) implements Target {}
}
