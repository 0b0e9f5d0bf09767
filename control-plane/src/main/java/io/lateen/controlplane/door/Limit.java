// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import java.util.Locale;

/** A limit of the door that was reached. */
public enum Limit {
  /** Connections in all. */
  CONNECTIONS("connections are open", "raise limits.connections"),
  /** Connections of one address. */
  CONNECTIONS_PER_ADDRESS(
      "connections of this address are open", "raise limits.connectionsPerAddress"),
  /** Connections of one identity. */
  CONNECTIONS_PER_IDENTITY(
      "connections of this identity are open", "raise limits.connectionsPerIdentity"),
  /** Connections of one address without identity. */
  STRANGERS_PER_ADDRESS(
      "connections of this address show no certificate", "join with fewer nodes at a time"),
  /** Connections that wait to enter. */
  HANDSHAKES("connections wait for their handshake", "connect again later"),
  /** Waited too long for its handshake. */
  HANDSHAKE_WAIT("seconds passed before the handshake could begin", "connect again later"),
  /** Handshakes of one address that proved nothing. */
  HANDSHAKE_RATE("handshakes of this address proved no identity", "connect less often"),
  /** Calls in all. */
  CALLS("calls are open", "add a control plane"),
  /** Calls of one address. */
  CALLS_PER_ADDRESS("calls of this address are open", "spread its nodes over control planes"),
  /** Calls of one identity. */
  CALLS_PER_IDENTITY("calls of this identity are open", "end some of them");

  private final String what;
  private final String remedy;

  Limit(String what, String remedy) {
    this.what = what;
    this.remedy = remedy;
  }

  /** The value of the metric's label {@code limit}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Which limit was reached and how it is raised. */
  public String message(long most) {
    return most + " " + what + ", which is the most; " + remedy;
  }
}
