// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.lateen.translate.authentication.ClaimConditions;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A call while it is described. What is left out is what Istio's simulation assumes
 * (pilot/pkg/simulation/traffic.go FillDefaults): an address that nobody has, the ALPN that fits
 * the protocol, for TLS the host as server name.
 */
public final class CallBuilder {

  /** An address that belongs to no service. */
  public static final String ANY_ADDRESS = "1.3.3.7";

  private static final int EPHEMERAL_PORT = 40_000;

  private final int port;
  private String address = ANY_ADDRESS;
  private Optional<Call.Mode> mode = Optional.empty();
  private Call.Source source = new Call.Source("10.255.255.254", EPHEMERAL_PORT, "");
  private Call.Protocol protocol = Call.Protocol.HTTP;
  private Call.Tls tls = Call.Tls.PLAINTEXT;
  private List<String> alpn = List.of();
  private String sni = "";
  private String secret = IstioNames.SDS_WORKLOAD_CERTIFICATE;
  private String method = "GET";
  private String host = "";
  private String path = "/";
  private final Map<String, List<String>> headers = new TreeMap<>();
  private final Map<String, Struct> metadata = new TreeMap<>();

  CallBuilder(int port) {
    this.port = port;
  }

  public CallBuilder address(String value) {
    address = value;
    return this;
  }

  public CallBuilder mode(Call.Mode value) {
    mode = Optional.of(value);
    return this;
  }

  public CallBuilder source(Call.Source value) {
    source = value;
    return this;
  }

  public CallBuilder protocol(Call.Protocol value) {
    protocol = value;
    return this;
  }

  public CallBuilder tls(Call.Tls value) {
    tls = value;
    return this;
  }

  public CallBuilder alpn(List<String> value) {
    alpn = List.copyOf(value);
    return this;
  }

  public CallBuilder sni(String value) {
    sni = value;
    return this;
  }

  /** The name of the certificate that a caller with mTLS trusts; by default the mesh's. */
  public CallBuilder secret(String value) {
    secret = value;
    return this;
  }

  public CallBuilder method(String value) {
    method = value;
    return this;
  }

  public CallBuilder host(String value) {
    host = value;
    return this;
  }

  public CallBuilder path(String value) {
    path = value;
    return this;
  }

  /** Adds a value of a header. */
  public CallBuilder header(String name, String value) {
    headers.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    return this;
  }

  /** What the caller's token says; it counts where a filter on the way verifies tokens. */
  public CallBuilder claims(Struct value) {
    var payload = Value.newBuilder().setStructValue(value).build();
    return metadata(
        EnvoyNames.JWT_AUTHN,
        Struct.newBuilder().putFields(ClaimConditions.PAYLOAD, payload).build());
  }

  /** What the filter of that name knows of the request. */
  public CallBuilder metadata(String filter, Struct value) {
    metadata.put(filter, value);
    return this;
  }

  public Call build() {
    var offered = alpn.isEmpty() ? usualAlpn() : alpn;
    var name = sni.isEmpty() && tls == Call.Tls.TLS ? serverName() : sni;
    return new Call(
        address,
        port,
        mode,
        source,
        protocol,
        new Call.Security(tls, tls == Call.Tls.PLAINTEXT ? List.of() : offered, name, secret),
        new Call.Request(method, host, path, headers, metadata));
  }

  /** The host without port and without final dot (RFC 6066 §3). */
  private String serverName() {
    var name = HostLookup.withoutPort(host);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private List<String> usualAlpn() {
    return switch (tls) {
      case PLAINTEXT -> List.of();
      case TLS ->
          switch (protocol) {
            case HTTP -> List.of("http/1.1");
            case HTTP2 -> List.of("h2");
            case TCP -> List.of();
          };
      case MTLS ->
          switch (protocol) {
            case HTTP -> List.of("istio-http/1.1");
            case HTTP2 -> List.of("istio-h2");
            case TCP -> List.of("istio");
          };
    };
  }
}
