// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import io.lateen.api.credential.Seal;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.api.document.ObjectCheck;
import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.SourceUpdate;
import io.lateen.sourcefile.FileLimits;
import io.lateen.sourcefile.FileSource;
import io.lateen.sourcefile.JdkFolderWatch;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreSource;
import io.lateen.sourcestore.StoredObject;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Connects the sources with the pipeline and waits for the first published state. */
final class Sources {

  /** A slow disk or a very large folder may need a while. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ControlPlaneConfig config;
  private final Threads threads;
  private final NanoClock ticks;
  private final Consumer<AutoCloseable> opened;
  private final DocumentDecoder decoder;
  private final DocumentDecoder checking;

  /**
   * @param checking for what is written now
   * @param seal of the Secrets that were stored
   */
  Sources(
      ControlPlaneConfig config,
      Threads threads,
      NanoClock ticks,
      Consumer<AutoCloseable> opened,
      DocumentDecoder checking,
      Seal seal) {
    this.config = config;
    this.checking = checking;
    this.decoder = new DocumentDecoder(DocumentDecoder.DEFAULT_NAMESPACE, ObjectCheck.NONE, seal);
    this.threads = threads;
    this.ticks = ticks;
    this.opened = opened;
  }

  /** Starts the sources; returns when the pipeline has published what they hold. */
  void start(ConfigStore store, Pipeline pipeline) throws StartException {
    var ready = new CountDownLatch(1);
    pipeline.onEpoch(epoch -> ready.countDown());
    new StoreSource(
            store,
            this::decode,
            (delta, problems, revision) ->
                pipeline.submit(new SourceUpdate(Layer.STORE, delta, problems, revision)))
        .start()
        .join();
    if (!config.configDirs().isEmpty()) {
      startFiles(pipeline);
    }
    await(ready);
  }

  private void startFiles(Pipeline pipeline) {
    var source =
        new FileSource(
            config.configDirs(),
            checking,
            FileLimits.DEFAULT,
            new FileSource.Seams(
                new JdkFolderWatch(threads.fileWatch), threads.scheduler, ticks, threads.files),
            update ->
                pipeline.submit(
                    new SourceUpdate(Layer.FILES, update.delta(), update.problems(), 0)));
    opened.accept(source);
    source.start();
  }

  /** What was stored was accepted once; a newer Envoy that knows less does not take it away. */
  private StoreSource.Decoded decode(StoredObject stored) {
    var decoded = decoder.decode("store", stored.document());
    var object = decoded.objects().stream().findFirst().flatMap(found -> found.object());
    return new StoreSource.Decoded(object, decoded.problems());
  }

  private static void await(CountDownLatch ready) throws StartException {
    try {
      if (ready.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
      throw new StartException(
          StartException.UNAVAILABLE,
          "the configuration was not read within " + PATIENCE.toMinutes() + " minutes",
          "look at the log for what is slow or fails",
          new IllegalStateException("no first epoch"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(StartException.UNAVAILABLE, "the start was interrupted", "", e);
    }
  }
}
