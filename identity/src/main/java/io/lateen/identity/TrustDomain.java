// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity;

/**
 * The name of a trust root, such as {@code cluster.local}. Strict as in the SPIFFE ID standard,
 * section 2.1: lower-case letters, digits, dots, dashes and underscores, 1 to 255 characters. Other
 * spellings are refused, not normalised, so that no two parsers can disagree.
 *
 * @param name the name without scheme
 */
public record TrustDomain(String name) {

  /** Longest name that is accepted (SPIFFE ID standard, section 2.3). */
  static final int MAX_LENGTH = 255;

  /** Refuses everything that the standard does not allow. */
  public TrustDomain {
    if (name.isEmpty() || name.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a trust domain has 1 to " + MAX_LENGTH + " characters, not " + name.length());
    }
    for (int i = 0; i < name.length(); i++) {
      if (!allowed(name.charAt(i))) {
        throw new IllegalArgumentException(
            "a trust domain has only a-z, 0-9, '.', '-' and '_'; character "
                + (i + 1)
                + " is another");
      }
    }
  }

  private static boolean allowed(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
  }

  @Override
  public String toString() {
    return name;
  }
}
