// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

/** How names of fields are written in paths. Pure; any thread. */
public final class FieldNames {

  private FieldNames() {}

  /** Whether a name needs no quotes: a letter or {@code _}, then also digits and {@code -}. */
  public static boolean isPlain(String name) {
    if (name.isEmpty() || !begins(name.charAt(0))) {
      return false;
    }
    for (var index = 1; index < name.length(); index++) {
      var c = name.charAt(index);
      if (!begins(c) && !(c >= '0' && c <= '9') && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
