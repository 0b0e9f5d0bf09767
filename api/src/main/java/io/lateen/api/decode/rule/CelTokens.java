// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a CEL expression into tokens (CEL specification, langdef.md, Syntax). Each alternative of
 * the pattern consumes at least one character, and none of them backtracks over what it took.
 */
final class CelTokens {

  /** What a token is. */
  enum Type {
    /** A number, a text, or a constant. */
    LITERAL,
    /** A name. */
    NAME,
    /** An operator or a bracket. */
    SYMBOL
  }

  /** One token. */
  record Token(Type type, String text) {

    boolean is(String symbol) {
      return type == Type.SYMBOL && text.equals(symbol);
    }
  }

  private static final Set<String> CONSTANTS = Set.of("true", "false", "null");

  /** Names that expressions may not use. */
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private static final String PREFIX = "(?:[rR][bB]?|[bB][rR]?)?";
  private static final Pattern SPACE = Pattern.compile("(?:[ \\t\\r\\n\\f]|//[^\\n]*+)++");
  private static final Pattern TEXT =
      Pattern.compile(
          PREFIX
              + "(?:\"\"\"(?s:\\\\.|(?!\"\"\").)*+\"\"\"|\'\'\'(?s:\\\\.|(?!\'\'\').)*+\'\'\'"
              + "|\"(?:\\\\.|[^\"\\\\\\r\\n])*+\"|\'(?:\\\\.|[^\'\\\\\\r\\n])*+\')");
  private static final Pattern NUMBER =
      Pattern.compile(
          "0x[0-9a-fA-F]++[uU]?|(?:[0-9]++\\.[0-9]++|\\.[0-9]++|[0-9]++(?=[eE]))(?:[eE][+-]?[0-9]++)?|[0-9]++[uU]?");
  private static final Pattern NAME =
      Pattern.compile("[_a-zA-Z][_a-zA-Z0-9]*+|`[a-zA-Z0-9_.\\-/ ]++`");
  private static final Pattern SYMBOL =
      Pattern.compile("&&|\\|\\||[<>=!]=|[<>!?:.,+*/%()\\[\\]{}-]");

  private CelTokens() {}

  /** The tokens; empty when some character begins none. */
  static Optional<List<Token>> of(String text) {
    var tokens = new ArrayList<Token>();
    var at = 0;
    while (at < text.length()) {
      var space = SPACE.matcher(text).region(at, text.length());
      if (space.lookingAt()) {
        at = space.end();
        continue;
      }
      var token = next(text, at);
      if (token.isEmpty()) {
        return Optional.empty();
      }
      tokens.add(token.get());
      at += token.get().text().length();
    }
    return Optional.of(tokens);
  }

  private static Optional<Token> next(String text, int at) {
    for (var literal : List.of(TEXT, NUMBER)) {
      var matcher = literal.matcher(text).region(at, text.length());
      if (matcher.lookingAt()) {
        return Optional.of(new Token(Type.LITERAL, matcher.group()));
      }
    }
    var name = NAME.matcher(text).region(at, text.length());
    if (name.lookingAt()) {
      return Optional.of(named(name.group()));
    }
    var symbol = SYMBOL.matcher(text).region(at, text.length());
    return symbol.lookingAt()
        ? Optional.of(new Token(Type.SYMBOL, symbol.group()))
        : Optional.empty();
  }

  private static Token named(String name) {
    if (CONSTANTS.contains(name)) {
      return new Token(Type.LITERAL, name);
    }
    return new Token(name.equals("in") ? Type.SYMBOL : Type.NAME, name);
  }

  /** Whether a name may stand for a variable or a function. */
  static boolean isReserved(String name) {
    return RESERVED.contains(name);
  }
}
