// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.telemetry;

import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HeaderValueOption;
import io.envoyproxy.envoy.config.core.v3.HttpService;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.lateen.api.meshconfig.ProviderHeader;
import io.lateen.translate.envoy.ProtoValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How proxies call what collects their traces. */
final class Collectors {

  /** Longest wait where nobody sets one; Envoy wants a bound (Istio: core/tracing.go). */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private Collectors() {}

  static GrpcService.Builder grpc(Providers.Target to) {
    return GrpcService.newBuilder()
        .setEnvoyGrpc(
            GrpcService.EnvoyGrpc.newBuilder()
                .setClusterName(to.cluster())
                .setAuthority(to.host()));
  }

  static HttpService http(
      String uri, String cluster, Optional<Duration> timeout, List<ProviderHeader> headers) {
    var service =
        HttpService.newBuilder()
            .setHttpUri(
                HttpUri.newBuilder()
                    .setUri(uri)
                    .setCluster(cluster)
                    .setTimeout(ProtoValues.duration(timeout.orElse(TIMEOUT))));
    headers.forEach(
        header ->
            service.addRequestHeadersToAdd(
                HeaderValueOption.newBuilder()
                    .setAppendAction(
                        HeaderValueOption.HeaderAppendAction.OVERWRITE_IF_EXISTS_OR_ADD)
                    .setHeader(header(header))));
    return service.build();
  }

  static HeaderValue header(ProviderHeader header) {
    var value =
        header.envName().isEmpty() ? header.value() : "%ENVIRONMENT(" + header.envName() + ")%";
    return HeaderValue.newBuilder().setKey(header.name()).setValue(value).build();
  }

  /** The address of a path at a host. */
  static String joined(String host, String path) {
    return path.isEmpty() || path.startsWith("/") ? host + path : host + "/" + path;
  }
}
