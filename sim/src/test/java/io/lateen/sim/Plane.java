// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import io.grpc.Metadata;
import io.grpc.ServerMethodDefinition;
import io.lateen.api.ConfigDelta;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.pipeline.GatedTranslation;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.PipelineObserver;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.pipeline.Retention;
import io.lateen.controlplane.pipeline.SourceUpdate;
import io.lateen.controlplane.proxy.MeshAuthorizer;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.proto.difference.Differences;
import io.lateen.testkit.time.VirtualExecutor;
import io.lateen.testkit.time.VirtualScheduler;
import io.lateen.translate.Translator;
import io.lateen.translate.view.NameAnswers;
import io.lateen.xds.resource.PeerIdentity;
import io.lateen.xds.server.AdsService;
import io.lateen.xds.server.XdsEvents;
import io.lateen.xds.server.XdsLimits;
import io.lateen.xds.server.XdsMetrics;
import io.lateen.xds.server.XdsSeams;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * One life of a control plane: the real pipeline, translation and streams on executors of the
 * simulation. A restart is another life, which begins with what the source tells it.
 */
final class Plane {

  private static final String NODE = "spiffe://cluster.local/lateen/node/";
  private static final long CACHE_BYTES = 16L << 20;

  /** Short, so that lives see several looks. */
  private static final Duration RETENTION = Duration.ofMillis(700);

  private final ConfigSource source;
  private final VirtualExecutor writer = new VirtualExecutor();
  private final VirtualExecutor streams = new VirtualExecutor();
  private final List<Wire> wires = new ArrayList<>();
  private final Pipeline pipeline;
  private final AdsService ads;
  private final ServerMethodDefinition<?, ?> method;
  private PeerIdentity calling = new PeerIdentity("");
  private int position;
  private boolean alive = true;

  /**
   * Begins a life with the source's state at a position, which may be an old one.
   *
   * @param doubles what a test wants to go wrong
   */
  Plane(ConfigSource source, int position, VirtualScheduler time, Random random, Doubles doubles) {
    this.source = source;
    this.position = position;
    Scheduler timers =
        (delay, task) ->
            time.schedule(
                delay,
                () -> {
                  if (alive) {
                    task.run();
                  }
                });
    var translator = new Translator(NameAnswers.AGENT, CACHE_BYTES);
    var finder = new ProxyWorkloads();
    var gated = new GatedTranslation(translator::translate);
    pipeline =
        new Pipeline(
            gated,
            new ProblemBoard(),
            finder,
            new Pipeline.Seams(writer, timers, time.clock(), time.clock()),
            new Watcher(),
            EnumSet.of(Layer.STORE));
    new Retention(
            pipeline::attendance,
            List.of(translator::retain, gated::retain),
            RETENTION,
            writer,
            timers,
            () -> {})
        .begin();
    var authorizer =
        new MeshAuthorizer(() -> Optional.of(calling), Plane::nodeOf, pipeline::epoch, finder);
    var seams = new XdsSeams(timers, () -> streams, time.clock(), time.clock(), random);
    ads =
        new AdsService(
            doubles.views(pipeline),
            authorizer,
            XdsLimits.DEFAULT,
            XdsMetrics.NONE,
            XdsEvents.NONE,
            seams);
    method =
        ads.bindService().getMethods().stream()
            .filter(
                each ->
                    each.getMethodDescriptor()
                        .getFullMethodName()
                        .endsWith("/DeltaAggregatedResources"))
            .findFirst()
            .orElseThrow();
    var state = source.stateAt(position);
    pipeline.submit(new SourceUpdate(Layer.STORE, state, Map.of(), position));
  }

  private static Optional<String> nodeOf(PeerIdentity peer) {
    return peer.name().startsWith(NODE)
        ? Optional.of(peer.name().substring(NODE.length()))
        : Optional.empty();
  }

  /** What {@code proxy-status} would show of a proxy. */
  String status(String proxy) {
    return ads.proxy(proxy).map(status -> status.types().toString()).orElse("not connected");
  }

  boolean alive() {
    return alive;
  }

  /** Whether it has published its first state: the doors open after it. */
  boolean open() {
    return alive && pipeline.epoch().ready();
  }

  Pipeline pipeline() {
    return pipeline;
  }

  /** A stream of the agent of {@code node}, or of an Envoy without one. */
  Wire connect(String node, boolean relay) {
    calling = new PeerIdentity(NODE + node);
    var headers = new Metadata();
    if (relay) {
      headers.put(Differences.TAKES, Differences.TAKEN);
    }
    var wire = Wire.open(method, headers);
    wires.add(wire);
    return wire;
  }

  /** Hears the next changes of the source; false when it knows all. */
  boolean hear(int atMost) {
    var delta = ConfigDelta.EMPTY;
    var end = Math.min(source.newest(), position + atMost);
    if (!alive || end <= position) {
      return false;
    }
    while (position < end) {
      position++;
      delta = delta.then(source.change(position));
    }
    pipeline.submit(new SourceUpdate(Layer.STORE, delta, Map.of(), position));
    return true;
  }

  int position() {
    return position;
  }

  boolean write() {
    return alive && writer.runNext();
  }

  boolean turn() {
    return alive && streams.runNext();
  }

  /** Dies: no timer of it rings, nothing is said any more, its connections break. */
  void kill() {
    wires.forEach(Wire::cut);
    alive = false;
  }

  private static final class Watcher implements PipelineObserver {
    @Override
    public void epochPublished(long number, long costNanos, int proxies) {}

    @Override
    public void epochFailed() {
      throw new AssertionError("an epoch failed");
    }
  }
}
