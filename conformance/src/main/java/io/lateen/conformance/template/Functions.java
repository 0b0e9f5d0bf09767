// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.template;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The functions that the templates use. */
final class Functions {

  private Functions() {}

  static Object call(String name, List<Object> arguments) {
    return switch (name) {
      case "default" -> isTrue(arguments.get(1)) ? arguments.get(1) : arguments.get(0);
      case "not" -> !isTrue(arguments.getFirst());
      case "eq" -> text(arguments.get(0)).equals(text(arguments.get(1)));
      case "ne" -> !text(arguments.get(0)).equals(text(arguments.get(1)));
      case "until" -> LongStream.range(0, number(arguments.getFirst())).boxed().toList();
      case "mod" -> number(arguments.get(0)) % number(arguments.get(1));
      case "div" -> number(arguments.get(0)) / number(arguments.get(1));
      case "add" -> arguments.stream().mapToLong(Functions::number).sum();
      case "toJson" -> json(arguments.getFirst());
      case "indent" ->
          text(arguments.get(1))
              .lines()
              .map(line -> " ".repeat((int) number(arguments.get(0))) + line)
              .collect(Collectors.joining("\n"));
      default -> throw new IllegalArgumentException("no function " + name);
    };
  }

  static boolean isTrue(Object value) {
    return switch (value) {
      case Boolean flag -> flag;
      case Long number -> number != 0;
      case Collection<?> list -> !list.isEmpty();
      default -> !text(value).isEmpty();
    };
  }

  static String text(Object value) {
    return String.valueOf(value);
  }

  /** A list stands for its length where a number is wanted. */
  private static long number(Object value) {
    return switch (value) {
      case Long number -> number;
      case Collection<?> list -> list.size();
      default -> Long.parseLong(text(value));
    };
  }

  private static String json(Object value) {
    return value instanceof List<?> list
        ? list.stream().map(item -> "\"" + item + "\"").collect(Collectors.joining(",", "[", "]"))
        : "\"" + value + "\"";
  }
}
