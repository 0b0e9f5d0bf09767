// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Application protocol of a port, chosen by Istio's rules (istio.io "Protocol Selection";
 * istio/istio pkg/config/kube/conversion.go, pkg/config/protocol/instance.go).
 */
public enum Protocol {
  HTTP,
  HTTP2,
  GRPC,
  GRPC_WEB,
  HTTP_PROXY,
  HTTPS,
  TLS,
  TCP,
  UDP,
  MONGO,
  REDIS,
  MYSQL,
  /** Not declared: the proxy finds out by looking at the first bytes. */
  AUTO;

  private static final Map<String, Protocol> BY_NAME =
      Map.ofEntries(
          Map.entry("http", HTTP),
          Map.entry("http2", HTTP2),
          Map.entry("grpc", GRPC),
          Map.entry("grpc-web", GRPC_WEB),
          Map.entry("http_proxy", HTTP_PROXY),
          Map.entry("https", HTTPS),
          Map.entry("tls", TLS),
          Map.entry("tcp", TCP),
          Map.entry("udp", UDP),
          Map.entry("mongo", MONGO),
          Map.entry("redis", REDIS),
          Map.entry("mysql", MYSQL));

  /** Values of a Service's {@code appProtocol} that Kubernetes itself defines. */
  private static final Map<String, Protocol> BY_KUBERNETES_NAME =
      Map.of("kubernetes.io/h2c", HTTP2, "kubernetes.io/ws", HTTP, "kubernetes.io/wss", HTTPS);

  /** Ports whose servers speak first, so that sniffing would hang: SMTP, DNS, MySQL, MongoDB. */
  private static final Set<Integer> SERVER_FIRST_PORTS = Set.of(25, 53, 3306, 27017);

  private static final String GRPC_WEB_PREFIX = "grpc-web";

  /** The protocol that an Istio object names, in any case; {@link #AUTO} when it names none. */
  public static Protocol named(String name) {
    return BY_NAME.getOrDefault(name.toLowerCase(Locale.ROOT), AUTO);
  }

  /**
   * The protocol of a Kubernetes Service's port.
   *
   * @param transport {@code TCP}, {@code UDP} or {@code SCTP}; only UDP matters
   * @param portName name of the port, its prefix before {@code -} counts; may be empty
   * @param appProtocol wins over the name; empty when absent
   */
  public static Protocol ofServicePort(
      int number, String transport, String portName, String appProtocol) {
    if (transport.equalsIgnoreCase("UDP")) {
      return UDP;
    }
    Protocol defined = BY_KUBERNETES_NAME.get(appProtocol);
    if (defined != null) {
      return defined;
    }
    Protocol found = byPrefix(appProtocol.isEmpty() ? portName : appProtocol);
    return found == AUTO && SERVER_FIRST_PORTS.contains(number) ? TCP : found;
  }

  private static Protocol byPrefix(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.startsWith(GRPC_WEB_PREFIX)) {
      return GRPC_WEB;
    }
    int dash = lower.indexOf('-');
    return named(dash < 0 ? lower : lower.substring(0, dash));
  }

  /** Whether routes of HTTP apply. */
  public boolean isHttp() {
    return switch (this) {
      case HTTP, HTTP2, GRPC, GRPC_WEB, HTTP_PROXY -> true;
      default -> false;
    };
  }

  /** Whether the peer speaks HTTP/2 from the first byte. */
  public boolean isHttp2() {
    return this == HTTP2 || this == GRPC || this == GRPC_WEB;
  }

  /** Whether HTTP is spoken or may turn out to be spoken. */
  public boolean isHttpOrAuto() {
    return isHttp() || this == AUTO;
  }

  /** What is inside when somebody else ends the TLS. */
  public Protocol withoutTls() {
    return switch (this) {
      case HTTPS -> HTTP;
      case TLS -> TCP;
      default -> this;
    };
  }

  /** Whether the application itself encrypts. */
  public boolean isTls() {
    return this == HTTPS || this == TLS;
  }

  /** Whether the bytes are passed on without looking at requests. */
  public boolean isTcp() {
    return switch (this) {
      case TCP, HTTPS, TLS, MONGO, REDIS, MYSQL -> true;
      default -> false;
    };
  }
}
