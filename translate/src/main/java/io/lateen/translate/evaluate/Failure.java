// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

/**
 * Why a call ends before it reaches a cluster. The wire names are those of Istio's simulation
 * (pilot/pkg/simulation/traffic.go).
 */
public enum Failure {
  NO_LISTENER("ErrNoListener"),
  NO_FILTER_CHAIN("ErrNoFilterChain"),
  MULTIPLE_FILTER_CHAINS("ErrMultipleFilterChain"),
  NO_VIRTUAL_HOST("ErrNoVirtualHost"),
  NO_ROUTE("ErrNoRoute"),

  /** Plain HTTP where the virtual host wants TLS: answered with a redirection. */
  TLS_REDIRECT("ErrTLSRedirect"),

  /** Plaintext where the filter chain ends TLS. */
  TLS("ErrTLSError"),

  /** The caller's certificate, or its lack of one, is not what the filter chain asks for. */
  MUTUAL_TLS("ErrMTLSError"),

  /** Bytes that are no HTTP where requests are read. */
  PROTOCOL("ErrProtocolError");

  private final String wireName;

  Failure(String wireName) {
    this.wireName = wireName;
  }

  /** The name in JSON, as in {@code ErrNoRoute}. */
  public String wireName() {
    return wireName;
  }
}
