// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Struct;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One call as the caller makes it.
 *
 * @param address where the connection is addressed, before any redirection
 * @param port 1 to 65535, before any redirection
 * @param mode how the connection gets to the proxy; empty: as the proxy's listeners suggest
 * @param source where it comes from
 * @param protocol what is spoken, below TLS if there is TLS
 * @param security what the caller does about TLS
 * @param request what is asked; only its host counts for bytes that are no HTTP
 */
public record Call(
    String address,
    int port,
    Optional<Mode> mode,
    Source source,
    Protocol protocol,
    Security security,
    Request request) {

  /** What is spoken. */
  public enum Protocol {
    HTTP,
    HTTP2,
    TCP;

    public boolean isHttp() {
      return this != TCP;
    }
  }

  /** What the caller does about TLS. */
  public enum Tls {
    PLAINTEXT,

    /** TLS that checks the server by its host name, as programs outside of a mesh do. */
    TLS,

    /** TLS with the certificate of a workload, as proxies do among each other. */
    MTLS
  }

  /** How a connection gets to the proxy. */
  public enum Mode {
    /** The workload opens it and it is redirected to the proxy. */
    OUTBOUND,

    /** It arrives at the workload and is redirected to the proxy. */
    INBOUND,

    /** It is opened to the proxy itself. */
    DIRECT
  }

  /**
   * Where a connection comes from.
   *
   * @param principal SPIFFE id in the caller's certificate; empty for none
   */
  public record Source(String address, int port, String principal) {}

  /**
   * The outside of a connection.
   *
   * @param alpn application protocols that the ClientHello offers, the preferred one first
   * @param sni server name in the ClientHello; empty for none
   * @param secret name of the certificate that the caller trusts when it speaks mTLS
   */
  public record Security(Tls tls, List<String> alpn, String sni, String secret) {
    public Security {
      alpn = List.copyOf(alpn);
      sni = sni.toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A request.
   *
   * @param host the host header, maybe with a port
   * @param path with query
   * @param headers by name in lower case, without pseudo-headers
   * @param metadata what filters before the router know, by filter name: claims of a token
   */
  public record Request(
      String method,
      String host,
      String path,
      Map<String, List<String>> headers,
      Map<String, Struct> metadata) {
    public Request {
      var lower = new TreeMap<String, List<String>>();
      headers.forEach((name, values) -> lower.put(name.toLowerCase(Locale.ROOT), values));
      headers = Map.copyOf(lower);
      metadata = Map.copyOf(metadata);
    }
  }

  /** A plain HTTP GET of {@code /} to a port of an address that no service has. */
  public static CallBuilder to(int port) {
    return new CallBuilder(port);
  }
}
