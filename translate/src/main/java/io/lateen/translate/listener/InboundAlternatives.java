// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.lateen.api.security.MtlsMode;
import io.lateen.mesh.service.Protocol;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.name.IstioNames;
import java.util.List;

/**
 * The filter chains of one inbound port: which bytes may arrive in an mTLS mode and how each kind
 * is told apart (Istio: pilot/pkg/networking/core/filterchain_options.go).
 */
final class InboundAlternatives {

  /**
   * One kind of connection.
   *
   * @param alpn application protocols that mark it; empty for any
   * @param transport {@code tls} or {@code raw_buffer}
   * @param http whether requests are read
   * @param mutual whether TLS ends here
   */
  record Alternative(List<String> alpn, String transport, boolean http, boolean mutual) {}

  private static final List<String> ANY = List.of();
  private static final String TLS = EnvoyNames.TRANSPORT_TLS;
  private static final String RAW = EnvoyNames.TRANSPORT_RAW;

  private static final List<Alternative> STRICT_AUTO =
      List.of(
          new Alternative(IstioNames.ALPN_MTLS_HTTP, TLS, true, true),
          new Alternative(ANY, TLS, false, true));
  private static final List<Alternative> STRICT_HTTP =
      List.of(new Alternative(ANY, TLS, true, true));
  private static final List<Alternative> STRICT_TCP =
      List.of(new Alternative(ANY, TLS, false, true));

  private static final List<Alternative> PERMISSIVE_AUTO =
      List.of(
          new Alternative(IstioNames.ALPN_MTLS_HTTP, TLS, true, true),
          new Alternative(IstioNames.ALPN_PLAINTEXT_HTTP, RAW, true, false),
          new Alternative(IstioNames.ALPN_MTLS_TCP, TLS, false, true),
          new Alternative(ANY, RAW, false, false),
          new Alternative(ANY, TLS, false, false));
  private static final List<Alternative> PERMISSIVE_HTTP =
      List.of(
          new Alternative(IstioNames.ALPN_MTLS_ALL, TLS, true, true),
          new Alternative(ANY, RAW, true, false));
  private static final List<Alternative> PERMISSIVE_TCP =
      List.of(
          new Alternative(IstioNames.ALPN_MTLS_ALL, TLS, false, true),
          new Alternative(ANY, TLS, false, false),
          new Alternative(ANY, RAW, false, false));

  private static final List<Alternative> PLAIN_AUTO =
      List.of(
          new Alternative(IstioNames.ALPN_PLAINTEXT_HTTP, RAW, true, false),
          new Alternative(ANY, RAW, false, false));
  private static final List<Alternative> PLAIN_HTTP =
      List.of(new Alternative(ANY, RAW, true, false));
  private static final List<Alternative> PLAIN_TCP =
      List.of(new Alternative(ANY, RAW, false, false));

  private InboundAlternatives() {}

  /** The kinds of connections on a port whose own TLS the proxy ends. */
  static List<Alternative> ofOwnTls(Protocol protocol) {
    return List.of(new Alternative(ANY, TLS, protocol.isHttpOrAuto(), true));
  }

  static List<Alternative> of(MtlsMode mode, Protocol protocol) {
    return switch (mode) {
      case STRICT -> pick(protocol, STRICT_AUTO, STRICT_HTTP, STRICT_TCP);
      case PERMISSIVE, UNSET -> pick(protocol, PERMISSIVE_AUTO, PERMISSIVE_HTTP, PERMISSIVE_TCP);
      case DISABLE -> pick(protocol, PLAIN_AUTO, PLAIN_HTTP, PLAIN_TCP);
    };
  }

  private static List<Alternative> pick(
      Protocol protocol, List<Alternative> auto, List<Alternative> http, List<Alternative> tcp) {
    if (protocol == Protocol.AUTO) {
      return auto;
    }
    return protocol.isHttp() ? http : tcp;
  }
}
