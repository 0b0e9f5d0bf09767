// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.listener;

import io.envoyproxy.envoy.config.listener.v3.FilterChainMatch;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import java.util.List;
import java.util.TreeSet;

/**
 * What a connection must look like to take an outbound filter chain.
 *
 * @param serverNames SNI; empty for any, and so is a list with {@code *}
 * @param cidrs destination addresses; empty for any
 * @param applicationProtocols as the inspectors report them; empty for any
 * @param transportProtocol {@code tls}, {@code raw_buffer} or empty for any
 */
public record ChainMatch(
    List<String> serverNames,
    List<String> cidrs,
    List<String> applicationProtocols,
    String transportProtocol) {

  /** Every connection. */
  public static final ChainMatch ALL = new ChainMatch(List.of(), List.of(), List.of(), "");

  private static final String ANY_NAME = "*";

  public ChainMatch {
    serverNames = serverNames.contains(ANY_NAME) ? List.of() : sorted(serverNames);
    cidrs = sorted(cidrs.stream().filter(cidr -> !isUnspecified(cidr)).toList());
    applicationProtocols = List.copyOf(applicationProtocols);
  }

  /** Only by server name and destination address. */
  public static ChainMatch of(List<String> serverNames, List<String> cidrs) {
    return new ChainMatch(serverNames, cidrs, List.of(), "");
  }

  /** Plaintext that the HTTP inspector recognizes as HTTP. */
  public static ChainMatch plaintextHttp(String transportProtocol) {
    return new ChainMatch(List.of(), List.of(), IstioNames.ALPN_PLAINTEXT_HTTP, transportProtocol);
  }

  public boolean matchesAll() {
    return serverNames.isEmpty()
        && cidrs.isEmpty()
        && applicationProtocols.isEmpty()
        && transportProtocol.isEmpty();
  }

  public FilterChainMatch message() {
    var match =
        FilterChainMatch.newBuilder()
            .addAllServerNames(serverNames)
            .addAllApplicationProtocols(applicationProtocols)
            .setTransportProtocol(transportProtocol);
    cidrs.forEach(cidr -> match.addPrefixRanges(ProtoValues.cidr(cidr)));
    return match.build();
  }

  private static boolean isUnspecified(String cidr) {
    return cidr.equals(IstioNames.WILDCARD_ADDRESS) || cidr.startsWith("0.0.0.0/");
  }

  private static List<String> sorted(List<String> values) {
    return List.copyOf(new TreeSet<>(values));
  }
}
