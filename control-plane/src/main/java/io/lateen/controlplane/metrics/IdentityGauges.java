// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.audit.IssuedLog;
import io.lateen.controlplane.node.CertificateHolders;
import io.lateen.controlplane.secret.SecretVault;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.LongSupplier;

/** What is kept about certificates and keys, and how near it is to its bounds (docs/limits.md). */
final class IdentityGauges {

  private IdentityGauges() {}

  static void register(
      IssuedLog issued,
      CertificateHolders holders,
      LongSupplier workloads,
      SecretVault vault,
      PrometheusRegistry registry) {
    gauge(
        "lateen_ca_issued_waiting",
        "Issued certificates that wait to be recorded.",
        issued::waiting,
        registry);
    counter(
        "lateen_ca_issued_unrecorded",
        "Issued certificates that are not on record.",
        issued::unrecorded,
        registry);
    gauge(
        "lateen_ca_holders",
        "Nodes whose certificates are remembered one by one.",
        holders::remembered,
        registry);
    counter(
        "lateen_ca_holders_unnamed",
        "Certificates of nodes beyond those that are remembered one by one.",
        holders::unnamed,
        registry);
    gauge(
        "lateen_ca_known_workloads",
        "Workloads that are remembered to have a certificate.",
        workloads,
        registry);
    gauge(
        "lateen_seal_keys",
        "Keys since the start that Secrets in memory may be sealed with.",
        vault::keys,
        registry);
  }

  private static void gauge(
      String name, String help, LongSupplier value, PrometheusRegistry registry) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsLong()))
        .register(registry);
  }

  private static void counter(
      String name, String help, LongSupplier value, PrometheusRegistry registry) {
    CounterWithCallback.builder()
        .name(name)
        .help(help)
        .callback(callback -> callback.call(value.getAsLong()))
        .register(registry);
  }
}
