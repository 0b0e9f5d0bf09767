// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import java.util.Locale;

/** A limit of the door that was reached. */
public enum Limit {
  /** Connections in all. */
  CONNECTIONS("%d connections are open, which is the most; raise limits.connections"),
  /** Connections of one address. */
  CONNECTIONS_PER_ADDRESS(
      "%d connections of this address are open, which is the most; raise"
          + " limits.connectionsPerAddress"),
  /** Connections of one identity. */
  CONNECTIONS_PER_IDENTITY(
      "%d connections of this identity are open, which is the most; raise"
          + " limits.connectionsPerIdentity"),
  /** Connections of one address without identity. */
  STRANGERS_PER_ADDRESS(
      "%d connections of this address show no certificate, which is the most; join with fewer nodes"
          + " at a time"),
  /** Connections that wait to enter. */
  HANDSHAKES("%d connections wait for their handshake, which is the most; connect again later"),
  /** Waited too long for its handshake. */
  HANDSHAKE_WAIT(
      "%d seconds passed before the handshake could begin, which is the most; connect again later"),
  /** Handshakes of one address that proved nothing. */
  HANDSHAKE_RATE(
      "%d handshakes of this address proved no identity, which is the most; connect less often"),
  /** Connections of a caller that flooded. */
  FLOODED(
      "a flood of this caller was ended less than %d seconds ago; send fewer resets, and fewer"
          + " frames that carry nothing"),
  /** Calls in all. */
  CALLS("%d calls are open, which is the most; add a control plane"),
  /** Calls of one address. */
  CALLS_PER_ADDRESS(
      "%d calls of this address are open, which is the most; spread its nodes over control planes"),
  /** Calls of one identity. */
  CALLS_PER_IDENTITY("%d calls of this identity are open, which is the most; end some of them");

  private final String text;

  Limit(String text) {
    this.text = text;
  }

  /** The value of the metric's label {@code limit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which limit was reached and how it is raised. */
  public String message(long most) {
    return text.formatted(most);
  }
}
