// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.base.pem.Pem;
import io.lateen.base.time.NanoClock;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.pipeline.Layer;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.pipeline.SourceUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.DoubleSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/** The door of this package: keys for a pipeline. */
public final class KeySets {

  private static final int MAX_AUTHORITIES = 1024;

  private KeySets() {}

  /**
   * What fetching gets from its surroundings.
   *
   * @param fetches may block, a few at a time
   * @param jitter a number from 0 to 1 at each call
   */
  public record Seams(
      Executor fetches,
      Scheduler scheduler,
      InstantSource clock,
      NanoClock ticks,
      DoubleSupplier jitter) {}

  /**
   * Begins to get the keys that the policies of a pipeline want.
   *
   * @throws IOException when the authorities of the settings cannot be read
   */
  public static void start(
      KeySetSettings settings, Pipeline pipeline, FetchMetrics metrics, Seams seams)
      throws IOException {
    var fetcher =
        new HttpsKeySetFetcher(settings, NameResolver.SYSTEM, tls(settings), seams.ticks());
    var keeper =
        new KeySetKeeper(
            new KeySetKeeper.Seams(
                fetcher, seams.fetches(), seams.scheduler(), seams.clock(), seams.jitter()),
            delta -> pipeline.submit(new SourceUpdate(Layer.FETCHED, delta, Map.of(), 0)),
            metrics);
    pipeline.onEpoch(keeper::epoch);
  }

  private static SSLSocketFactory tls(KeySetSettings settings) throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(settings.authorities().isPresent() ? store(settings.authorities().get()) : null);
      context.init(null, trust.getTrustManagers(), null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (var certificate : Pem.certificates(Files.readString(file), MAX_AUTHORITIES)) {
      store.setCertificateEntry("authority-" + store.size(), certificate);
    }
    return store;
  }
}
