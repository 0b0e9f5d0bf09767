// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

/**
 * TCP ports in a workload's network namespace, with Istio's numbers (istio.io, "Ports used by
 * Istio").
 */
public final class Ports {

  /** Captured outbound traffic. */
  public static final int OUTBOUND = 15001;

  /** Captured inbound traffic. */
  public static final int INBOUND = 15006;

  /** Istio's agent; nothing listens there with us, but it stays free of capture. */
  public static final int AGENT = 15020;

  /** Readiness of the proxy, the one port without authentication. */
  public static final int READINESS = 15021;

  /** Istio's metrics of the proxy; nothing listens there with us, but it stays free of capture. */
  public static final int METRICS = 15090;

  private Ports() {}
}
