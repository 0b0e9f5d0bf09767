// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilter;
import io.envoyproxy.envoy.config.listener.v3.ListenerFilterChainMatchPredicate;
import io.lateen.translate.envoy.EnvoyNames;
import java.util.List;

/**
 * What a listener knows of a connection once its listener filters have looked at it (Envoy:
 * source/extensions/filters/listener).
 *
 * @param address original destination
 * @param port original destination
 * @param serverName in lower case; empty for none
 * @param transport {@code tls} or {@code raw_buffer}
 * @param alpn application protocols, the preferred one first
 */
record Connection(
    String address,
    int port,
    String serverName,
    String transport,
    List<String> alpn,
    Call.Source source) {

  private static final String TLS_INSPECTOR_TYPE = "listener.tls_inspector.v3.TlsInspector";
  private static final String HTTP_INSPECTOR_TYPE = "listener.http_inspector.v3.HttpInspector";

  /** Without an inspector a listener takes every connection for unknown plain bytes. */
  static Connection of(Call call, Listener listener) {
    boolean encrypted = call.security().tls() != Call.Tls.PLAINTEXT;
    var serverName = "";
    var transport = EnvoyNames.TRANSPORT_RAW;
    List<String> alpn = List.of();
    if (encrypted && inspects(listener, call.port(), TLS_INSPECTOR_TYPE)) {
      serverName = call.security().sni();
      transport = EnvoyNames.TRANSPORT_TLS;
      alpn = call.security().alpn();
    } else if (!encrypted && inspects(listener, call.port(), HTTP_INSPECTOR_TYPE)) {
      alpn = recognized(call.protocol());
    }
    return new Connection(call.address(), call.port(), serverName, transport, alpn, call.source());
  }

  private static List<String> recognized(Call.Protocol protocol) {
    return switch (protocol) {
      case HTTP -> List.of("http/1.1");
      case HTTP2 -> List.of("h2c");
      case TCP -> List.of();
    };
  }

  private static boolean inspects(Listener listener, int port, String type) {
    return listener.getListenerFiltersList().stream()
        .anyMatch(filter -> isOf(filter, type) && !disabled(filter, port));
  }

  private static boolean isOf(ListenerFilter filter, String type) {
    return filter.getTypedConfig().getTypeUrl().endsWith(type);
  }

  private static boolean disabled(ListenerFilter filter, int port) {
    return filter.hasFilterDisabled() && holds(filter.getFilterDisabled(), port);
  }

  private static boolean holds(ListenerFilterChainMatchPredicate predicate, int port) {
    return switch (predicate.getRuleCase()) {
      case OR_MATCH ->
          predicate.getOrMatch().getRulesList().stream().anyMatch(rule -> holds(rule, port));
      case AND_MATCH ->
          predicate.getAndMatch().getRulesList().stream().allMatch(rule -> holds(rule, port));
      case NOT_MATCH -> !holds(predicate.getNotMatch(), port);
      case ANY_MATCH -> predicate.getAnyMatch();
      case DESTINATION_PORT_RANGE -> {
        var range = predicate.getDestinationPortRange();
        yield range.getStart() <= port && port < range.getEnd();
      }
      case RULE_NOT_SET -> false;
    };
  }

  /** In words, for people. */
  String describe() {
    var text = new StringBuilder(address).append(':').append(port).append(", ").append(transport);
    if (!serverName.isEmpty()) {
      text.append(", server name ").append(serverName);
    }
    if (!alpn.isEmpty()) {
      text.append(", protocol ").append(String.join(" or ", alpn));
    }
    return text.toString();
  }
}
