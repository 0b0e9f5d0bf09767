// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** A condition on a text. */
public sealed interface StringMatch {

  /**
   * The whole text.
   *
   * @param value what the text must equal
   */
  record Exact(String value) implements StringMatch {}

  /**
   * The beginning of the text.
   *
   * @param value what the text must begin with
   */
  record Prefix(String value) implements StringMatch {}

  /**
   * The whole text by pattern.
   *
   * @param value RE2 pattern that must match all of the text
   */
  record Regex(String value) implements StringMatch {}

  /** Any text: for headers and query parameters, that the name is there at all. */
  record Present() implements StringMatch {}

  /** The written value; empty for {@link Present}. */
  default String text() {
    return switch (this) {
      case Exact(var value) -> value;
      case Prefix(var value) -> value;
      case Regex(var value) -> value;
      case Present() -> "";
    };
  }
}
