// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.Sequence;

/** Writes trees as JSON (RFC 8259) on one line, fields in the order of the tree. */
public final class Json {

  private Json() {}

  /** The JSON text of a tree. */
  public static String write(Node node) {
    var text = new StringBuilder();
    append(text, node);
    return text.toString();
  }

  /** A text in quotes, escaped. */
  public static String quoted(String value) {
    var text = new StringBuilder(value.length() + 2);
    appendQuoted(text, value);
    return text.toString();
  }

  private static void append(StringBuilder text, Node node) {
    switch (node) {
      case Scalar scalar -> appendScalar(text, scalar);
      case Sequence sequence -> {
        var separator = "[";
        for (var item : sequence.items()) {
          text.append(separator);
          append(text, item);
          separator = ",";
        }
        text.append(sequence.items().isEmpty() ? "[]" : "]");
      }
      case Mapping mapping -> {
        var separator = "{";
        for (var field : mapping.fields()) {
          text.append(separator);
          appendQuoted(text, field.name());
          text.append(':');
          append(text, field.value());
          separator = ",";
        }
        text.append(mapping.fields().isEmpty() ? "{}" : "}");
      }
    }
  }

  private static void appendScalar(StringBuilder text, Scalar scalar) {
    switch (scalar.type()) {
      case NULL -> text.append("null");
      case BOOL, INTEGER, FLOAT -> text.append(scalar.text());
      case STRING -> appendQuoted(text, scalar.text());
    }
  }

  private static void appendQuoted(StringBuilder text, String value) {
    text.append('"');
    for (var index = 0; index < value.length(); index++) {
      var c = value.charAt(index);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> {
          if (c < ' ') {
            text.append("\\u%04x".formatted((int) c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
