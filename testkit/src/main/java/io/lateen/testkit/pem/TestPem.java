// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.pem;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * PEM texts by name, made anew by each process: {@code ca.crt}; {@code shop.crt} for
 * shop.example.com and its neighbours signed by it with {@code shop.key} (RFC 5915) and {@code
 * shop.p8} (PKCS #8); {@code rsa.crt} for pay.example.com with {@code rsa.key} (PKCS #1); {@code
 * weak.crt}, {@code weak.key}; {@code encrypted.key}; {@code crl.pem} of the authority.
 */
public final class TestPem {

  private static final Map<String, String> TEXTS = new TestAuthority().texts();

  private TestPem() {}

  /** The text. */
  public static String text(String name) {
    var text = TEXTS.get(name);
    if (text == null) {
      throw new IllegalArgumentException("there is no " + name + ", but " + TEXTS.keySet());
    }
    return text;
  }

  /** The text in Base64, as Secrets have it. */
  public static String base64(String name) {
    return Base64.getEncoder().encodeToString(text(name).getBytes(StandardCharsets.UTF_8));
  }
}
