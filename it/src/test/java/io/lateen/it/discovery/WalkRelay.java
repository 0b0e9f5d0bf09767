// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.lateen.agent.relay.AdsRelay;
import io.lateen.agent.relay.Judge;
import io.lateen.agent.relay.LastGood;
import io.lateen.agent.relay.LastGoodStore;
import io.lateen.agent.relay.RelayEvents;
import io.lateen.agent.relay.RelayLimits;
import io.lateen.agent.relay.RelaySeams;
import io.lateen.base.time.SystemScheduler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** An agent's relay on a port of the loopback that stays the same when the agent restarts. */
final class WalkRelay implements AutoCloseable {

  private final SystemScheduler scheduler = new SystemScheduler("relay", (thread, e) -> {});

  /** Never ends: gRPC tells calls of cut connections after its server has ended. */
  private final Executor calls = Thread.ofVirtual()::start;

  private final ExecutorService disk = Executors.newSingleThreadExecutor();
  private final Disk saved = new Disk();
  private final ManagedChannel upstream;
  private AdsRelay relay;
  private Server server;
  private final int port;

  /** What the agent saved; it outlives it. */
  private static final class Disk implements LastGoodStore {
    private volatile LastGood newest = LastGood.NONE;

    @Override
    public LastGood load() {
      return newest;
    }

    @Override
    public void save(LastGood lastGood) {
      newest = lastGood;
    }

    @Override
    public void delete() {
      newest = LastGood.NONE;
    }
  }

  /** A relay to the server on this port. */
  WalkRelay(int controlPlane) throws IOException {
    upstream =
        NettyChannelBuilder.forAddress("127.0.0.1", controlPlane)
            .usePlaintext()
            .maxInboundMessageSize(RelayLimits.MAX_MESSAGE_BYTES)
            .build();
    relay = relay();
    server = serve(0);
    port = server.getPort();
  }

  private AdsRelay relay() {
    var seams = new RelaySeams(scheduler, new Random(), calls, disk, RelayEvents.NONE);
    var fresh = new AdsRelay("uid-walk", upstream, saved, (uid, table) -> {}, Judge.NONE, seams);
    fresh.start();
    return fresh;
  }

  private Server serve(int wanted) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
    return NettyServerBuilder.forAddress(address)
        .executor(calls)
        .addService(relay.service())
        .build()
        .start();
  }

  int port() {
    return port;
  }

  /** Another agent with what the one before saved; Envoy connects again. */
  void restart() throws IOException, InterruptedException {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    relay.close();
    relay = relay();
    server = serve(port);
  }

  @Override
  public void close() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
    relay.close();
    upstream.shutdownNow();
    upstream.awaitTermination(5, TimeUnit.SECONDS);
    disk.shutdownNow();
    scheduler.close();
  }
}
