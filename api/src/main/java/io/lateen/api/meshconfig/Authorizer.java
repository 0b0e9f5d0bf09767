// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

import io.lateen.base.Copies;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A provider that decides on requests. */
public sealed interface Authorizer extends ExtensionProvider.Provider {

  /** The service. */
  ServiceAddress address();

  /**
   * What both protocols have in common.
   *
   * @param timeout longest wait for its decision; absent for 10 minutes
   * @param failOpen whether requests pass while it does not answer
   * @param clearRouteCache whether the route is chosen anew after its decision
   * @param statusOnError HTTP status while it does not answer; empty for 403
   * @param body how much of the body it is shown; absent for nothing
   */
  record Policy(
      Optional<Duration> timeout,
      boolean failOpen,
      boolean clearRouteCache,
      String statusOnError,
      Optional<RequestBody> body) {}

  /**
   * How much of the body a provider is shown.
   *
   * @param maxRequestBytes most bytes
   * @param allowPartialMessage whether longer bodies are cut, not refused
   * @param packAsBytes whether it is sent as bytes, not as UTF-8 text
   */
  record RequestBody(int maxRequestBytes, boolean allowPartialMessage, boolean packAsBytes) {}

  /** A provider with the gRPC protocol of Envoy. */
  record Grpc(ServiceAddress address, Policy policy) implements Authorizer {}

  /**
   * A provider that is asked by HTTP.
   *
   * @param pathPrefix put before the path of the request; may be empty
   * @param includeRequestHeaders headers that it is shown, exact, {@code x*} or {@code *x}
   * @param additionalHeaders headers that it is sent
   * @param toUpstreamOnAllow headers of its answer that go on to the workload
   * @param toDownstreamOnDeny headers of its answer that go back to the caller
   * @param toDownstreamOnAllow headers of its answer that are added to the response
   */
  record Http(
      ServiceAddress address,
      Policy policy,
      String pathPrefix,
      List<String> includeRequestHeaders,
      Map<String, String> additionalHeaders,
      List<String> toUpstreamOnAllow,
      List<String> toDownstreamOnDeny,
      List<String> toDownstreamOnAllow)
      implements Authorizer {

    /** Copies the collections. */
    public Http {
      includeRequestHeaders = List.copyOf(includeRequestHeaders);
      additionalHeaders = Copies.sorted(additionalHeaders);
      toUpstreamOnAllow = List.copyOf(toUpstreamOnAllow);
      toDownstreamOnDeny = List.copyOf(toDownstreamOnDeny);
      toDownstreamOnAllow = List.copyOf(toDownstreamOnAllow);
    }
  }
}
