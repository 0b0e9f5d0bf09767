// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.metrics;

import io.lateen.controlplane.node.IssueEvents.Outcome;
import java.util.function.UnaryOperator;

/**
 * Counts requests for certificates under the names of Istio's citadel
 * (security/pkg/server/ca/monitoring.go). Safe for all threads.
 */
final class IssueCounts {

  private final IstioCounter requests;
  private final IstioCounter issued;
  private final IstioCounter strangers;
  private final IstioCounter unreadable;
  private final IstioCounter unsigned;
  private final IstioCounter refused;

  /** Counters that {@code registered} adds to the page. */
  IssueCounts(UnaryOperator<IstioCounter> registered) {
    requests = registered.apply(counter("csr_count", "Requests for certificates."));
    issued = registered.apply(counter("success_cert_issuance_count", "Certificates issued."));
    strangers =
        registered.apply(
            counter("authentication_failure_count", "Requests of callers who may not have it."));
    unreadable =
        registered.apply(counter("csr_parsing_err_count", "Signing requests that are not sound."));
    unsigned =
        registered.apply(counter("csr_sign_err_count", "Requests that the authority failed."));
    refused =
        registered.apply(
            new IstioCounter(
                "lateen_ca_refused_requests", "Requests refused for being too many.", ""));
  }

  private static IstioCounter counter(String name, String help) {
    return new IstioCounter("citadel_server_" + name, help, "");
  }

  void count(Outcome outcome) {
    requests.increment("");
    var counter =
        switch (outcome) {
          case ISSUED -> issued;
          case UNAUTHENTICATED -> strangers;
          case UNREADABLE -> unreadable;
          case UNSIGNED -> unsigned;
          case TOO_MANY -> refused;
        };
    counter.increment("");
  }
}
