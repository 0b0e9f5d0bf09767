// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Renders a template: fields, functions, conditions and repetitions. */
public final class GoTemplate {

  private static final Pattern RANGE =
      Pattern.compile(
          "range\\s+(?:(?<key>\\$\\w+)\\s*,\\s*(?<both>\\$\\w+)\\s*:=|(?<one>\\$\\w+)\\s*:=)?(?<list>.*)",
          Pattern.DOTALL);

  private final List<Token> tokens;
  private final StringBuilder out = new StringBuilder();

  private GoTemplate(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** Whether a text has anything to render. */
  public static boolean isTemplate(String text) {
    return text.contains("{{");
  }

  /** The text with made-up values. */
  public static String render(String text) {
    var template = new GoTemplate(Token.of(text));
    int end = template.block(0, Scope.root(), true);
    if (end < template.tokens.size()) {
      throw new IllegalArgumentException("an end too many");
    }
    return template.out.toString();
  }

  /**
   * Renders from a token to the end or the else that belongs to it.
   *
   * @return the index of that end or else
   */
  private int block(int from, Scope scope, boolean live) {
    int at = from;
    while (at < tokens.size()) {
      var token = tokens.get(at);
      if (!token.isAction()) {
        emit(token.text(), live);
        at++;
      } else if (token.text().equals("end") || token.text().equals("else")) {
        return at;
      } else if (token.text().startsWith("if ")) {
        at = condition(at, scope, live);
      } else if (token.text().startsWith("range ")) {
        at = repetition(at, scope, live);
      } else {
        emit(live ? Functions.text(Expression.evaluate(token.text(), scope)) : "", live);
        at++;
      }
    }
    return at;
  }

  private void emit(String text, boolean live) {
    if (live) {
      out.append(text);
    }
  }

  private int condition(int at, Scope scope, boolean live) {
    var holds =
        live && Functions.isTrue(Expression.evaluate(tokens.get(at).text().substring(3), scope));
    int end = block(at + 1, scope, holds);
    if (end < tokens.size() && tokens.get(end).text().equals("else")) {
      end = block(end + 1, scope, live && !holds);
    }
    return end + 1;
  }

  private int repetition(int at, Scope scope, boolean live) {
    var matcher = RANGE.matcher(tokens.get(at).text());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not understood: " + tokens.get(at).text());
    }
    int end = block(at + 1, scope, false);
    if (live
        && Expression.evaluate(matcher.group("list").strip(), scope)
            instanceof Collection<?> list) {
      long index = 0;
      for (var item : list) {
        block(at + 1, scope.within(item, variables(matcher, index++, item)), true);
      }
    }
    return end + 1;
  }

  private static Map<String, Object> variables(Matcher matcher, long index, Object item) {
    var variables = new HashMap<String, Object>();
    if (matcher.group("one") != null) {
      variables.put(matcher.group("one"), item);
    }
    if (matcher.group("key") != null) {
      variables.put(matcher.group("key"), index);
      variables.put(matcher.group("both"), item);
    }
    return variables;
  }
}
