// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.listener.v3.FilterChain;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.envoyproxy.envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What of a listener protects the workload behind it. */
final class Protection {

  private static final String HTTP = "envoy.extensions.filters.http.";
  private static final String NETWORK = "envoy.extensions.filters.network.";

  private static final Set<String> SECURITY =
      Set.of(
          HTTP + "rbac.v3.RBAC",
          HTTP + "jwt_authn.v3.JwtAuthentication",
          HTTP + "ext_authz.v3.ExtAuthz",
          NETWORK + "rbac.v3.RBAC",
          NETWORK + "ext_authz.v3.ExtAuthz");

  /** Filters that may delay or refuse a request or a connection, but not change or admit one. */
  private static final Set<String> PASSIVE =
      Set.of(
          HTTP + "local_ratelimit.v3.LocalRateLimit",
          HTTP + "bandwidth_limit.v3.BandwidthLimit",
          HTTP + "admission_control.v3.AdmissionControl",
          HTTP + "adaptive_concurrency.v3.AdaptiveConcurrency",
          HTTP + "grpc_stats.v3.FilterConfig",
          HTTP + "rbac.v3.RBAC",
          NETWORK + "local_ratelimit.v3.LocalRateLimit",
          NETWORK + "ratelimit.v3.RateLimit",
          NETWORK + "connection_limit.v3.ConnectionLimit",
          NETWORK + "rbac.v3.RBAC");

  /** With this field a rate limit writes headers that a policy may look at. */
  private static final String ADDED_HEADERS = "request_headers_to_add_when_not_enforced";

  private Protection() {}

  static boolean of(FilterChain chain) {
    return demandsCertificate(chain)
        || chain.getFiltersList().stream().anyMatch(Protection::isSecurity);
  }

  static boolean demandsCertificate(FilterChain chain) {
    if (!chain.getTransportSocket().getName().equals(EnvoyNames.TLS_SOCKET)) {
      return false;
    }
    try {
      var config = chain.getTransportSocket().getTypedConfig();
      return DownstreamTlsContext.parseFrom(config.getValue())
          .getRequireClientCertificate()
          .getValue();
    } catch (InvalidProtocolBufferException e) {
      return true;
    }
  }

  /** A connection manager with security filters is one itself. */
  static boolean isSecurity(Filter filter) {
    return SECURITY.contains(type(filter.getTypedConfig()))
        || manager(filter)
            .map(http -> http.getHttpFiltersList().stream().anyMatch(Protection::isSecurity))
            .orElse(false);
  }

  static boolean isSecurity(HttpFilter filter) {
    return SECURITY.contains(type(filter.getTypedConfig()));
  }

  static boolean isPassive(Any config) {
    return PASSIVE.contains(type(config)) && !TypedStructs.sets(config, ADDED_HEADERS);
  }

  /** The type inside, where a message is packed by name with its JSON. */
  private static String type(Any any) {
    var type = any.getTypeUrl().substring(any.getTypeUrl().lastIndexOf('/') + 1);
    if (!type.endsWith("type.v1.TypedStruct") && !type.endsWith("type.v3.TypedStruct")) {
      return type;
    }
    return TypedStructs.innerType(any).orElse(type);
  }

  static Optional<HttpConnectionManager> manager(Filter filter) {
    if (!type(filter.getTypedConfig())
        .equals(HttpConnectionManager.getDescriptor().getFullName())) {
      return Optional.empty();
    }
    try {
      return Optional.of(HttpConnectionManager.parseFrom(filter.getTypedConfig().getValue()));
    } catch (InvalidProtocolBufferException e) {
      return Optional.empty();
    }
  }

  /** Whether two managers hand the same request to their filters. */
  static boolean readsRequestsAlike(HttpConnectionManager before, HttpConnectionManager after) {
    return before.getNormalizePath().equals(after.getNormalizePath())
        && before.getMergeSlashes() == after.getMergeSlashes()
        && before.getPathWithEscapedSlashesAction() == after.getPathWithEscapedSlashesAction()
        && before
            .getEarlyHeaderMutationExtensionsList()
            .equals(after.getEarlyHeaderMutationExtensionsList())
        && before.getForwardClientCertDetails() == after.getForwardClientCertDetails();
  }

  /** Names of the security filters of a listener. */
  static Set<String> names(Listener listener) {
    var chains = new ArrayList<>(listener.getFilterChainsList());
    chains.add(listener.getDefaultFilterChain());
    var names = new TreeSet<String>();
    for (var chain : chains) {
      for (var filter : chain.getFiltersList()) {
        manager(filter)
            .ifPresent(
                http ->
                    http.getHttpFiltersList().stream()
                        .filter(Protection::isSecurity)
                        .forEach(one -> names.add(one.getName())));
      }
    }
    return names;
  }
}
