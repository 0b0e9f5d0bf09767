// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.controlplane.config.ControlPlaneConfig;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running control plane. */
public final class ControlPlane implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ControlPlane.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private Supplier<CompletableFuture<Integer>> warmup = () -> CompletableFuture.completedFuture(0);
  private int xdsPort;
  private int apiPort;

  private ControlPlane() {}

  /**
   * Starts everything and returns when both ports are open and the first state is published. After
   * a failure nothing is left running.
   */
  public static ControlPlane start(ControlPlaneConfig config) throws StartException {
    var plane = new ControlPlane();
    try {
      var assembly = new Assembly(config, plane.parts::push);
      assembly.build();
      plane.xdsPort = assembly.xdsPort();
      plane.warmup = assembly::warmUp;
      plane.apiPort = assembly.apiPort();
      LOG.info("ready: agents on port {}, API on port {}", plane.xdsPort, plane.apiPort);
      return plane;
    } catch (StartException | RuntimeException e) {
      plane.close();
      throw e;
    }
  }

  /**
   * Runs what the first proxies will need, on a plane and with proxies within this process, as soon
   * as nothing else is done; returns at once. Ends by itself, or when a proxy connects.
   *
   * @return how many rounds were finished, when it has ended
   */
  public CompletableFuture<Integer> warmUp() {
    return warmup.get();
  }

  /** The open port of the agents. */
  public int xdsPort() {
    return xdsPort;
  }

  /** The open port of the API. */
  public int apiPort() {
    return apiPort;
  }

  /** Closes the doors first, then what is behind them; takes a few seconds at most. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.warn("a part did not close", e);
      }
    }
  }
}
