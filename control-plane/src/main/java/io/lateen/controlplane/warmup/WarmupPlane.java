// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.warmup;

import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.time.SystemScheduler;
import io.lateen.controlplane.metrics.ControlPlaneMetrics;
import io.lateen.controlplane.pipeline.GatedTranslation;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.controlplane.pipeline.SourceUpdate;
import io.lateen.controlplane.proxy.ProxyWorkloads;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.translate.Translator;
import io.lateen.translate.view.NameAnswers;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control plane for proxies of this process, with a mesh, metrics and threads of its own. One
 * round at a time, by one thread.
 */
final class WarmupPlane implements AutoCloseable {

  /** Proxies of a round; each has a connection of its own. */
  static final int PROXIES = 8;

  /** Edits of a round. */
  static final int EDITS = 4;

  private static final Logger LOG = LoggerFactory.getLogger(WarmupPlane.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long CACHE_BYTES = 1 << 20;

  private final DocumentDecoder decoder = new DocumentDecoder();
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("warmup-pipeline").factory());
  private final SystemScheduler timer =
      new SystemScheduler("warmup-timer", (_, e) -> LOG.debug("a timer's task failed", e));
  private final Pipeline pipeline;
  private final Settlement settlement;
  private final WarmupDoor door;
  private long revision;
  private int edits;

  WarmupPlane(Warmup.Seams seams) throws IOException, GeneralSecurityException {
    var metrics = new ControlPlaneMetrics();
    var translator = new Translator(NameAnswers.AGENT, CACHE_BYTES);
    this.pipeline =
        new Pipeline(
            new GatedTranslation(translator::translate),
            new ProblemBoard(),
            new ProxyWorkloads(),
            new Pipeline.Seams(writer, timer, seams.ticks(), seams.clock()),
            metrics,
            Set.of(Layer.FILES));
    this.settlement = new Settlement(pipeline::epoch, seams.ticks());
    pipeline.onNews(settlement::concerns);
    pipeline.onEpoch(_ -> settlement.epochPublished());
    tell(WarmupMesh.documents());
    try {
      this.door = new WarmupDoor(seams, timer, pipeline, settlement, metrics);
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      end();
      throw e;
    }
  }

  /**
   * Some proxies connect, hear of some edits, and leave.
   *
   * @param number of the round, from 0
   * @throws TimeoutException when something takes much longer than it ever does
   */
  void round(int number) throws InterruptedException, ExecutionException, TimeoutException {
    settle(); // Who comes before the first state is no workload that is known.
    var proxies = new ArrayList<WarmupProxy>();
    try {
      for (int i = 0; i < PROXIES; i++) {
        proxies.add(proxy((number * PROXIES + i) % WarmupMesh.SERVICES));
      }
      var ready = proxies.stream().map(WarmupProxy::ready).toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(ready).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      for (int i = 0; i < EDITS; i++) {
        tell(WarmupMesh.edit(++edits));
        settle();
      }
    } finally {
      proxies.forEach(WarmupProxy::close);
    }
  }

  /** Waits until all that was told is published, and acknowledged by who is there. */
  private void settle() throws InterruptedException, TimeoutException {
    if (!settlement.await(revision, PATIENCE).reached()) {
      throw new TimeoutException("a change was not acknowledged");
    }
  }

  private WarmupProxy proxy(int service) {
    var node = WarmupMesh.node(service);
    return new WarmupProxy(door.connect(), node, type -> names(node.getId(), type));
  }

  private Collection<String> names(String id, String type) {
    return pipeline
        .desired(id)
        .map(desired -> desired.resources().ofType(type).keySet())
        .orElse(Set.of());
  }

  private void tell(String documents) {
    var decoded = decoder.decode("warmup", documents);
    var delta = ConfigDelta.EMPTY;
    for (var object : decoded.valid()) {
      delta = delta.then(ConfigDelta.upsert(object));
    }
    pipeline.submit(new SourceUpdate(Layer.FILES, delta, Map.of(), ++revision));
  }

  @Override
  public void close() {
    door.close();
    end();
  }

  private void end() {
    timer.close();
    writer.shutdownNow();
  }
}
