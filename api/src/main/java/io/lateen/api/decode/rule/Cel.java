// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import io.lateen.api.decode.rule.CelTokens.Token;
import io.lateen.api.decode.rule.CelTokens.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The syntax of CEL expressions (CEL specification, langdef.md). Nothing is evaluated: names and
 * types are known to the proxy only.
 */
public final class Cel {

  /** Longest expression, in characters; proxies parse each one. */
  private static final int MAX_LENGTH = 16_384;

  /** Deepest nesting; the reader calls itself for each level. */
  private static final int MAX_DEPTH = 64;

  private static final Set<String> BINARY =
      Set.of("||", "&&", "<", "<=", ">", ">=", "==", "!=", "in", "+", "-", "*", "/", "%");

  private final List<Token> tokens;
  private int at;
  private int depth;

  private Cel(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** What is wrong with an expression. */
  public static Optional<String> fault(String expression) {
    if (expression.length() > MAX_LENGTH) {
      return Optional.of("is longer than " + MAX_LENGTH + " characters");
    }
    var tokens = CelTokens.of(expression);
    if (tokens.isPresent()) {
      var reader = new Cel(tokens.get());
      if (reader.expression() && reader.at == reader.tokens.size()) {
        return Optional.empty();
      }
    }
    return Optional.of("\"" + shortened(expression) + "\" is not a CEL expression");
  }

  private static String shortened(String text) {
    return text.length() <= 100 ? text : text.substring(0, 100) + "…";
  }

  private boolean takes(String symbol) {
    if (at < tokens.size() && tokens.get(at).is(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  private boolean takes(Type type) {
    if (at < tokens.size() && tokens.get(at).type() == type) {
      at++;
      return true;
    }
    return false;
  }

  private boolean expression() {
    depth++;
    var valid = depth <= MAX_DEPTH && chain();
    if (valid && takes("?")) {
      valid = chain() && takes(":") && expression();
    }
    depth--;
    return valid;
  }

  /** Operands between operators; which of them bind stronger makes no difference to the syntax. */
  private boolean chain() {
    if (!operand()) {
      return false;
    }
    while (at < tokens.size()
        && tokens.get(at).type() == Type.SYMBOL
        && BINARY.contains(tokens.get(at).text())) {
      at++;
      if (!operand()) {
        return false;
      }
    }
    return true;
  }

  private boolean operand() {
    while (takes("!") || takes("-")) {
      continue;
    }
    if (!primary()) {
      return false;
    }
    while (at < tokens.size()) {
      if (takes(".")) {
        if (!takes(Type.NAME) || (takes("(") && !listUntil(")"))) {
          return false;
        }
      } else if (takes("[")) {
        if (!expression() || !takes("]")) {
          return false;
        }
      } else if (takes("{")) {
        if (!entriesUntilBrace(false)) {
          return false;
        }
      } else {
        return true;
      }
    }
    return true;
  }

  private boolean primary() {
    if (takes(Type.LITERAL)) {
      return true;
    }
    if (takes("(")) {
      return expression() && takes(")");
    }
    if (takes("[")) {
      return listUntil("]");
    }
    if (takes("{")) {
      return entriesUntilBrace(true);
    }
    takes(".");
    if (!takes(Type.NAME) || CelTokens.isReserved(tokens.get(at - 1).text())) {
      return false;
    }
    return !takes("(") || listUntil(")");
  }

  private boolean listUntil(String end) {
    while (!takes(end)) {
      if (!expression()) {
        return false;
      }
      if (!takes(",")) {
        return takes(end);
      }
    }
    return true;
  }

  /** Entries of a map, or fields of a message, whose names are not expressions. */
  private boolean entriesUntilBrace(boolean map) {
    while (!takes("}")) {
      if (!(map ? expression() : takes(Type.NAME)) || !takes(":") || !expression()) {
        return false;
      }
      if (!takes(",")) {
        return takes("}");
      }
    }
    return true;
  }
}
