// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import java.util.HashMap;
import java.util.Map;

/** What names mean at a place of a template: the dot, and variables. */
final class Scope {

  private final Object dot;
  private final Map<String, Object> variables;

  private Scope(Object dot, Map<String, Object> variables) {
    this.dot = dot;
    this.variables = variables;
  }

  static Scope root() {
    return new Scope("", Map.of("$", ""));
  }

  /** The scope inside, where {@code dot} is meant by the dot. */
  Scope within(Object newDot, Map<String, Object> newVariables) {
    var all = new HashMap<>(variables);
    all.putAll(newVariables);
    return new Scope(newDot, all);
  }

  /** The value of {@code .A.B}, {@code $}, {@code $x.A}. */
  Object value(String path) {
    if (path.equals(".")) {
      return dot;
    }
    int point = path.indexOf('.');
    if (point < 0) {
      return variable(path);
    }
    return part(point == 0 ? dot : variable(path.substring(0, point)), path.substring(point + 1));
  }

  private Object variable(String name) {
    var value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("no variable " + name);
    }
    return value;
  }

  /** A field of a value. */
  static Object part(Object value, String path) {
    if (value instanceof Map<?, ?> fields && fields.get(path) instanceof Object found) {
      return found;
    }
    return SampleValues.of(path);
  }
}
