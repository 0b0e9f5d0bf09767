// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.mtls;

import java.time.Instant;

/**
 * Somebody who calls a port without a certificate of the mesh.
 *
 * @param address of the caller, as the network tells it
 * @param namespace of the workload with that address; empty when the mesh knows none
 * @param workload name of what deployed it; empty like the namespace
 * @param kind what it is to the mesh
 * @param calls since the agent or the control plane started, whichever was later
 */
public record PlaintextCaller(
    String address, String namespace, String workload, Kind kind, Instant lastSeen, long calls) {

  /** What a caller is to the mesh, and with it what to do. */
  public enum Kind {
    SIDECAR(
        "has a sidecar and calls past it: look for a DestinationRule with tls mode DISABLE for this"
            + " service, and for ports or addresses that are not captured"),
    NO_SIDECAR("has no sidecar: give it one, then its calls are mutual TLS by themselves"),
    STRANGER(
        "is no workload of the mesh: let it come through a gateway, or leave this port PERMISSIVE"
            + " with portLevelMtls");

    private final String advice;

    Kind(String advice) {
      this.advice = advice;
    }

    /** What to do before STRICT. */
    public String advice() {
      return advice;
    }
  }
}
