// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Evaluates the pipelines of actions. */
final class Expression {

  private static final Pattern WORD =
      Pattern.compile(
          "\\s*(?:(?<text>\"[^\"]*\"|`[^`]*`)|(?<open>\\()|(?<close>\\)(?<after>(?:\\.\\w+)*))"
              + "|(?<pipe>\\|)|(?<number>-?\\d+)|(?<field>\\$?\\w*(?:\\.\\w+)+|\\.|\\$\\w*)|(?<name>\\w+))");

  private final Matcher words;
  private final Scope scope;
  private int at;

  private Expression(String text, Scope scope) {
    this.words = WORD.matcher(text);
    this.scope = scope;
  }

  static Object evaluate(String text, Scope scope) {
    var expression = new Expression(text, scope);
    var value = expression.pipeline();
    if (expression.at < text.stripTrailing().length()) {
      throw new IllegalArgumentException("not understood: " + text);
    }
    return value;
  }

  /** Commands with bars between; the value of one is the last argument of the next. */
  private Object pipeline() {
    var value = command(List.of());
    while (next("pipe")) {
      value = command(List.of(value));
    }
    return value;
  }

  private Object command(List<Object> piped) {
    if (next("name")) {
      var function = words.group("name");
      var arguments = arguments();
      arguments.addAll(piped);
      return Functions.call(function, arguments);
    }
    if (next("field")) {
      var path = words.group("field");
      var arguments = arguments();
      return arguments.isEmpty() ? scope.value(path) : scope.value(path + arguments);
    }
    var values = arguments();
    if (values.size() != 1) {
      throw new IllegalArgumentException("one value is expected, not " + values);
    }
    return values.getFirst();
  }

  private List<Object> arguments() {
    var values = new ArrayList<Object>();
    while (true) {
      if (next("text")) {
        var quoted = words.group("text");
        values.add(quoted.substring(1, quoted.length() - 1));
      } else if (next("number")) {
        values.add(Long.parseLong(words.group("number")));
      } else if (next("field")) {
        values.add(scope.value(words.group("field")));
      } else if (next("open")) {
        var inner = pipeline();
        if (!next("close")) {
          throw new IllegalArgumentException("a parenthesis is not closed");
        }
        var after = words.group("after");
        values.add(after.isEmpty() ? inner : Scope.part(inner, after.substring(1)));
      } else {
        return values;
      }
    }
  }

  private boolean next(String group) {
    if (words.find(at) && words.start() == at && words.group(group) != null) {
      at = words.end();
      return true;
    }
    return false;
  }
}
