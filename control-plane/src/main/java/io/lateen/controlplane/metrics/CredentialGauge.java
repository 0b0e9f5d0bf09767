// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.api.ConfigObject;
import io.lateen.api.kubernetes.Secret;
import io.lateen.controlplane.pipeline.Epoch;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** How long the certificates of Secrets are still valid. Safe for all threads. */
final class CredentialGauge {

  /** Most Secrets that are shown by each gauge, the first by name; each is a series. */
  static final int MAX_SERIES = 2_000;

  private CredentialGauge() {}

  static void register(PrometheusRegistry registry, Supplier<Epoch> state, InstantSource clock) {
    expiry(
        "lateen_credential_expiry_seconds",
        "Until the certificate of a Secret, or one above it, ends; negative afterwards.",
        secret -> secret.pair().map(Secret.Pair::shown),
        registry,
        state,
        clock);
    expiry(
        "lateen_credential_authorities_expiry_seconds",
        "Until the last of the authorities of a Secret or ConfigMap ends; negative afterwards.",
        Secret::lasting,
        registry,
        state,
        clock);
    GaugeWithCallback.builder()
        .name("lateen_credentials_without_series")
        .help("Certificates and authorities of Secrets whose ends are not shown.")
        .callback(
            callback ->
                callback.call(
                    hidden(state.get(), secret -> secret.pair().map(Secret.Pair::shown))
                        + hidden(state.get(), Secret::lasting)))
        .register(registry);
  }

  private static void expiry(
      String name,
      String help,
      Part part,
      PrometheusRegistry registry,
      Supplier<Epoch> state,
      InstantSource clock) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .labelNames("namespace", "name")
        .callback(
            callback -> {
              var now = clock.instant();
              secrets(state.get(), part)
                  .limit(MAX_SERIES)
                  .forEach(
                      secret ->
                          callback.call(
                              Duration.between(now, part.of(secret.spec()).orElseThrow().notAfter())
                                  .toSeconds(),
                              secret.namespace(),
                              secret.key().name()));
            })
        .register(registry);
  }

  private static long hidden(Epoch epoch, Part part) {
    return Math.max(0, secrets(epoch, part).count() - MAX_SERIES);
  }

  private static Stream<ConfigObject<Secret>> secrets(Epoch epoch, Part part) {
    return epoch.mesh().inventory().secrets().byKey().values().stream()
        .filter(secret -> part.of(secret.spec()).isPresent());
  }

  /** What of a Secret is shown. */
  private interface Part {
    Optional<Secret.Certificate> of(Secret secret);
  }
}
