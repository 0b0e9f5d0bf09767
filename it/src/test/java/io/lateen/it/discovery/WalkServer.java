// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.SystemScheduler;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.resource.ProxyNode;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.ViewSource;
import io.lateen.xds.server.AdsService;
import io.lateen.xds.server.ProxyAuthorizer;
import io.lateen.xds.server.ProxyStatus;
import io.lateen.xds.server.XdsEvents;
import io.lateen.xds.server.XdsLimits;
import io.lateen.xds.server.XdsMetrics;
import io.lateen.xds.server.XdsSeams;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The discovery services on a port of the loopback that stays the same when they restart. */
final class WalkServer implements ViewSource, XdsEvents, XdsMetrics, AutoCloseable {

  private final List<Consumer<ResourceView>> followers = new CopyOnWriteArrayList<>();
  private final List<List<String>> refusals = new CopyOnWriteArrayList<>();
  private final SystemScheduler scheduler = new SystemScheduler("walk", (thread, e) -> {});

  /** Never ends: gRPC tells calls of cut connections after its server has ended. */
  private final Executor calls = Thread.ofVirtual()::start;

  private final AtomicLong differences = new AtomicLong();
  private final RandomGenerator random;
  private @Nullable ResourceView newest;
  private Server server;
  private final int port;

  WalkServer(RandomGenerator random) throws IOException {
    this.random = random;
    server = start(0);
    port = server.getPort();
  }

  private Server start(int wanted) throws IOException {
    var seams =
        new XdsSeams(scheduler, () -> calls, InstantSource.system(), NanoClock.system(), random);
    var service = new AdsService(this, new Everyone(), XdsLimits.DEFAULT, this, this, seams);
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted);
    var builder = NettyServerBuilder.forAddress(address).executor(calls).addService(service);
    service.separate().forEach(builder::addService);
    return builder.build().start();
  }

  int port() {
    return port;
  }

  synchronized void publish(ResourceView view) {
    newest = view;
    followers.forEach(follower -> follower.accept(view));
  }

  /** Ends every stream; until {@link #resume} nobody answers. */
  void stop() throws InterruptedException {
    server.shutdownNow();
    server.awaitTermination(5, TimeUnit.SECONDS);
  }

  /** A new server that knows nothing of the one before, and is not synchronized yet. */
  synchronized void resume() throws IOException {
    newest = null;
    server = start(port);
  }

  /** The resources that each refusal since the last call names; none when Envoy does not say. */
  List<List<String>> refusals() {
    var said = List.copyOf(refusals);
    refusals.clear();
    return said;
  }

  /** Resources that were sent as differences until now. */
  long differences() {
    return differences.get();
  }

  @Override
  public void differences(String type, long resources) {
    differences.addAndGet(resources);
  }

  @Override
  public synchronized Registration register(ProxyNode node, Consumer<ResourceView> onChange) {
    followers.add(onChange);
    if (newest != null) {
      onChange.accept(newest);
    }
    return () -> followers.remove(onChange);
  }

  @Override
  public void nacked(ProxyNode node, String typeUrl, long epoch, ProxyStatus.Nack nack) {
    refusals.add(nack.guilty());
  }

  @Override
  public void close() throws InterruptedException {
    stop();
    scheduler.close();
  }

  /** Lets everyone in: the door is on the loopback of the test. */
  private static final class Everyone implements ProxyAuthorizer {
    @Override
    public Optional<PeerIdentity> peer() {
      return Optional.of(new PeerIdentity("spiffe://walk/envoy"));
    }

    @Override
    public Decision authorize(ProxyNode node) {
      return new Decision.Allowed();
    }
  }
}
