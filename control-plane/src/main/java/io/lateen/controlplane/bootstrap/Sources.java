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

/**
 * Connects the sources with the pipeline and waits for the first published state. Folders are read
 * from the beginning, on threads of their own, while the rest of the control plane is put together;
 * nothing is published before the store has been read, too.
 */
final class Sources {

  /** A slow disk or a very large folder may need a while. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ControlPlaneConfig config;
  private final Threads threads;
  private final NanoClock ticks;
  private final Consumer<AutoCloseable> opened;
  private final DocumentDecoder decoder;
  private final DocumentDecoder checking;
  private final Pipeline pipeline;
  private final CountDownLatch ready = new CountDownLatch(1);

  /**
   * Sources that are quiet yet.
   *
   * @param checking for what is written now
   * @param seal of the Secrets that were stored
   */
  Sources(
      ControlPlaneConfig config,
      Threads threads,
      NanoClock ticks,
      Consumer<AutoCloseable> opened,
      DocumentDecoder checking,
      Seal seal,
      Pipeline pipeline) {
    this.config = config;
    this.checking = checking;
    this.decoder = new DocumentDecoder(DocumentDecoder.DEFAULT_NAMESPACE, ObjectCheck.NONE, seal);
    this.threads = threads;
    this.ticks = ticks;
    this.opened = opened;
    this.pipeline = pipeline;
  }

  /** Begins to read the folders; returns at once. */
  void readFolders() {
    if (config.configDirs().isEmpty()) {
      return;
    }
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

  /** Reads the store; to be called when all that hears of epochs is known to the pipeline. */
  void readStore(ConfigStore store) {
    pipeline.onEpoch(_ -> ready.countDown());
    new StoreSource(
            store,
            this::decode,
            (delta, problems, revision) ->
                pipeline.submit(new SourceUpdate(Layer.STORE, delta, problems, revision)))
        .start()
        .join();
  }

  /** What was stored was accepted once; a newer Envoy that knows less does not take it away. */
  private StoreSource.Decoded decode(StoredObject stored) {
    var decoded = decoder.decode("store", stored.document());
    var object = decoded.objects().stream().findFirst().flatMap(found -> found.object());
    return new StoreSource.Decoded(object, decoded.problems());
  }

  /** Returns when the pipeline has published what the sources hold. */
  void await() throws StartException {
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
