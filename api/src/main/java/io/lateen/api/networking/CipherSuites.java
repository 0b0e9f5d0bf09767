// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.List;
import java.util.Set;

/** Cipher suites that may be named on ports that proxies open. */
public final class CipherSuites {

  /** Suites of BoringSSL that may be named (pkg/config/security ValidCipherSuites). */
  private static final Set<String> KNOWN =
      Set.of(
          "ECDHE-ECDSA-AES128-GCM-SHA256",
          "ECDHE-RSA-AES128-GCM-SHA256",
          "ECDHE-ECDSA-AES256-GCM-SHA384",
          "ECDHE-RSA-AES256-GCM-SHA384",
          "ECDHE-ECDSA-CHACHA20-POLY1305",
          "ECDHE-RSA-CHACHA20-POLY1305",
          "ECDHE-ECDSA-AES128-SHA",
          "ECDHE-RSA-AES128-SHA",
          "ECDHE-ECDSA-AES256-SHA",
          "ECDHE-RSA-AES256-SHA",
          "AES128-GCM-SHA256",
          "AES256-GCM-SHA384",
          "AES128-SHA",
          "AES256-SHA",
          "DES-CBC3-SHA");

  private static final String ALL = "ALL";

  private CipherSuites() {}

  /** Whether Envoy knows the suite; expressions that begin with a sign are taken as they are. */
  public static boolean isKnown(String suite) {
    var isName = !suite.isEmpty() && Character.isLetterOrDigit(suite.charAt(0));
    return !isName || suite.equals(ALL) || KNOWN.contains(suite);
  }

  /** The known ones of {@code written}, each once, in order: Envoy refuses a list with others. */
  public static List<String> usable(List<String> written) {
    return written.stream().filter(CipherSuites::isKnown).distinct().toList();
  }
}
