// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import java.util.List;
import java.util.Optional;

/** A piece of a YAML or JSON document, with the place where it begins. */
public sealed interface Node {

  /** Where it begins. */
  Mark mark();

  /** The words for users: what kind of value this is. */
  String describe();

  /** What a scalar is, by the core schema (YAML 1.2.2 §10.3). */
  enum ScalarType {
    /** No value. */
    NULL,
    /** True or false. */
    BOOL,
    /** A whole number. */
    INTEGER,
    /** A number with fraction or exponent. */
    FLOAT,
    /** A text. */
    STRING
  }

  /**
   * A single value.
   *
   * @param mark where it begins
   * @param type what it is
   * @param text the text; numbers in decimal as JSON writes them, booleans in lower case
   */
  record Scalar(Mark mark, ScalarType type, String text) implements Node {

    @Override
    public String describe() {
      return switch (type) {
        case NULL -> "null";
        case BOOL -> "the boolean " + text;
        case INTEGER, FLOAT -> "the number " + text;
        case STRING -> "the text " + Json.quoted(text);
      };
    }
  }

  /**
   * A list.
   *
   * @param mark where it begins
   * @param items its items in order
   */
  record Sequence(Mark mark, List<Node> items) implements Node {

    /** Copies the list. */
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * One field of a mapping.
   *
   * @param name its name
   * @param mark where the name begins
   * @param value its value
   */
  record Field(String name, Mark mark, Node value) {}

  /**
   * Fields by name; each name occurs once.
   *
   * @param mark where it begins
   * @param fields its fields in the order of the text
   */
  record Mapping(Mark mark, List<Field> fields) implements Node {

    /** Copies the list. */
    public Mapping {
      fields = List.copyOf(fields);
    }

    /** The field of a name. */
    public Optional<Field> field(String name) {
      // Asked for each known field of each object, so neither a stream nor an iterator is made.
      for (var index = 0; index < fields.size(); index++) {
        var field = fields.get(index);
        if (field.name().equals(name)) {
          return Optional.of(field);
        }
      }
      return Optional.empty();
    }

    @Override
    public String describe() {
      return "an object";
    }
  }

  /** Whether this is an explicit null. */
  default boolean isNull() {
    return this instanceof Scalar scalar && scalar.type() == ScalarType.NULL;
  }
}
