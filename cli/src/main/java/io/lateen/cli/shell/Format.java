// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.shell;

import java.util.Locale;

/** How a read prints its answer. */
public enum Format {
  TABLE,
  WIDE,
  JSON,
  YAML,
  NAME;

  /** The format of {@code -o}; istioctl's {@code short} is the table. */
  public static Format parse(String word) throws CommandException {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "table", "short", "log", "" -> TABLE;
      case "wide" -> WIDE;
      case "json" -> JSON;
      case "yaml" -> YAML;
      case "name" -> NAME;
      default ->
          throw CommandException.usage(
              "-o " + word + " is not a format", "use -o table, wide, json, yaml or name");
    };
  }

  /** Whether the answer is printed for people. */
  public boolean isTable() {
    return this == TABLE || this == WIDE;
  }
}
