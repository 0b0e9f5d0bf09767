// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.pem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * PEM texts by name: {@code ca.crt}; {@code shop.crt} for shop.example.com signed by it with {@code
 * shop.key} (RFC 5915) and {@code shop.p8} (PKCS #8); {@code rsa.crt} with {@code rsa.key} (PKCS
 * #1); {@code weak.crt}, {@code weak.key}; {@code encrypted.key}; {@code crl.pem} of the authority.
 */
public final class TestPem {

  private TestPem() {}

  /** The text. */
  public static String text(String name) {
    try (var in = TestPem.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text in Base64, as Secrets have it. */
  public static String base64(String name) {
    return Base64.getEncoder().encodeToString(text(name).getBytes(StandardCharsets.UTF_8));
  }
}
