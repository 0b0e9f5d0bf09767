// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The protocol names that ports may carry, case ignored (pkg/config/protocol/instance.go). */
public final class Protocols {

  private static final Set<String> HTTP = Set.of("http", "http2", "http_proxy", "grpc", "grpc-web");
  private static final Set<String> TLS = Set.of("https", "tls");
  private static final Set<String> OTHER = Set.of("tcp", "udp", "mongo", "redis", "mysql");

  private Protocols() {}

  /** Whether HTTP is spoken without TLS. */
  public static boolean isHttp(String protocol) {
    return HTTP.contains(lower(protocol));
  }

  /** Whether TLS is spoken. */
  public static boolean isTls(String protocol) {
    return TLS.contains(lower(protocol));
  }

  /** Whether the protocol is known; an empty name is not. */
  public static boolean isKnown(String protocol) {
    return isHttp(protocol) || isTls(protocol) || OTHER.contains(lower(protocol));
  }

  /** What is wrong with a protocol. */
  public static Optional<String> fault(String protocol) {
    return isKnown(protocol)
        ? Optional.empty()
        : Optional.of(
            "\""
                + protocol
                + "\" is not a protocol; known are HTTP, HTTP2, GRPC, GRPC-WEB, HTTPS,"
                + " TLS, TCP, UDP, MONGO, REDIS, MYSQL, HTTP_PROXY");
  }

  private static String lower(String protocol) {
    return protocol.toLowerCase(Locale.ROOT);
  }
}
