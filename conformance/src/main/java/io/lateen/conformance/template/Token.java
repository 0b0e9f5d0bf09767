// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A piece of a template.
 *
 * @param isAction whether it stood between double braces
 */
record Token(boolean isAction, String text) {

  private static final Pattern TRAILING_SPACE = Pattern.compile("\\s+$");

  /** The pieces of a template; comments and the white space that actions trim are gone. */
  static List<Token> of(String template) {
    var tokens = new ArrayList<Token>();
    int at = 0;
    boolean trim = false;
    while (true) {
      int open = template.indexOf("{{", at);
      var text = open < 0 ? template.substring(at) : template.substring(at, open);
      text = trim ? text.stripLeading() : text;
      if (open < 0) {
        tokens.add(new Token(false, text));
        return tokens;
      }
      int close = template.indexOf("}}", open);
      if (close < 0) {
        throw new IllegalArgumentException("an action is not closed: " + template.substring(open));
      }
      var action = template.substring(open + 2, close);
      if (action.startsWith("-")) {
        text = TRAILING_SPACE.matcher(text).replaceFirst("");
        action = action.substring(1);
      }
      trim = action.endsWith("-");
      action = trim ? action.substring(0, action.length() - 1) : action;
      tokens.add(new Token(false, text));
      if (!action.strip().startsWith("/*")) {
        tokens.add(new Token(true, action.strip()));
      }
      at = close + 2;
    }
  }
}
