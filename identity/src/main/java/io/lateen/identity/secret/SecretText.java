// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * A text that must not be seen. It prints as {@code [secret]} and compares in constant time; only
 * {@link #reveal} gives the text away, so that every use can be found.
 */
public final class SecretText {

  private final String text;

  private SecretText(String text) {
    this.text = text;
  }

  /** Hides {@code text}. */
  public static SecretText of(String text) {
    return new SecretText(text);
  }

  /** The text itself, to be sent or written to a private file, never logged. */
  public String reveal() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecretText secret
        && MessageDigest.isEqual(
            text.getBytes(StandardCharsets.UTF_8), secret.text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for all: a hash of the text would say something about it. */
  @Override
  public int hashCode() {
    return SecretText.class.hashCode();
  }

  @Override
  public String toString() {
    return "[secret]";
  }
}
