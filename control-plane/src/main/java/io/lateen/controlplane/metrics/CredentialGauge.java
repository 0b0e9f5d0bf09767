// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.pipeline.Epoch;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;

/** How long the certificates of Secrets are still valid. Safe for all threads. */
final class CredentialGauge {

  /** Most Secrets that are shown, the first by name; each is a series. */
  static final int MAX_SERIES = 2_000;

  private CredentialGauge() {}

  static void register(PrometheusRegistry registry, Supplier<Epoch> state, InstantSource clock) {
    GaugeWithCallback.builder()
        .name("lateen_credential_expiry_seconds")
        .help("Until the certificate of a Secret, or one above it, ends; negative afterwards.")
        .labelNames("namespace", "name")
        .callback(
            callback -> {
              var now = clock.instant();
              state.get().mesh().inventory().secrets().byKey().values().stream()
                  .limit(MAX_SERIES)
                  .forEach(
                      secret ->
                          secret
                              .spec()
                              .pair()
                              .ifPresent(
                                  pair ->
                                      callback.call(
                                          Duration.between(now, pair.shown().notAfter())
                                              .toSeconds(),
                                          secret.namespace(),
                                          secret.key().name())));
            })
        .register(registry);
  }
}
