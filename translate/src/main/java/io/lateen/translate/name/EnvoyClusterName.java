// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.name;

/**
 * The name of an Envoy cluster for a port of a service in Istio's spelling
 * (pilot/pkg/model/service.go BuildSubsetKey, BuildInboundSubsetKey and BuildDNSSrvSubsetKey).
 *
 * @param port the service port
 * @param subset the DestinationRule's subset; empty for the whole service
 * @param host the service's full name
 */
public record EnvoyClusterName(int port, String subset, String host) {

  private static final String OUTBOUND = "outbound";

  /** {@code outbound|PORT|SUBSET|HOST}. */
  public String value() {
    return OUTBOUND + "|" + port + "|" + subset + "|" + host;
  }

  /** {@code outbound_.PORT_.SUBSET_.HOST}: the SNI of mTLS between sidecars. */
  public String sni() {
    return OUTBOUND + "_." + port + "_." + subset + "_." + host;
  }

  /** {@code inbound|PORT||}, where the port is the workload's. */
  public static String inbound(int targetPort) {
    return "inbound|" + targetPort + "||";
  }

  /** A statistics prefix ends with a delimiter, so that tags can be cut out of it. */
  public static String statPrefix(String name) {
    return name + ";";
  }
}
