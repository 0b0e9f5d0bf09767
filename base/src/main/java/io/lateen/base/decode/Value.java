// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * One value of a document with its path. Each conversion reports a problem and returns nothing when
 * the value is of another type.
 */
public final class Value {

  private final Reading reading;
  private final Node node;
  private final FieldPath path;

  Value(Reading reading, Node node, FieldPath path) {
    this.reading = reading;
    this.node = node;
    this.path = path;
  }

  /** Path inside the object, as in {@code http[0].timeout}. */
  public String path() {
    return path.toString();
  }

  /** 1-based line on which the value begins. */
  public int line() {
    return node.mark().line();
  }

  /** The value as it was read. */
  public Node node() {
    return node;
  }

  /** Reports an error at this value. */
  public void error(String message) {
    error(message, "");
  }

  /** Reports an error at this value, with a remedy. */
  public void error(String message, String fix) {
    reading.error(node.mark(), path(), message, fix);
  }

  /** Reports a warning at this value. */
  public void warning(String message, String fix) {
    reading.warning(node.mark(), path(), message, fix);
  }

  /** As a text. */
  public Optional<String> string() {
    if (node instanceof Scalar(_, ScalarType type, String text)) {
      if (type == ScalarType.STRING) {
        return Optional.of(text);
      }
      if (type != ScalarType.NULL) {
        error("must be a text, but is " + node.describe(), "put it in quotes: \"" + text + "\"");
        return Optional.empty();
      }
    }
    return mismatch("a text");
  }

  /** As a boolean. */
  public Optional<Boolean> bool() {
    if (node instanceof Scalar(_, ScalarType type, String text) && type == ScalarType.BOOL) {
      return Optional.of(text.equals("true"));
    }
    return mismatch("true or false");
  }

  /** As a whole number from {@code min} to {@code max}, both inclusive. */
  public OptionalLong integer(long min, long max) {
    var number = decimal("a whole number");
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    try {
      var exact = number.get().longValueExact();
      if (exact >= min && exact <= max) {
        return OptionalLong.of(exact);
      }
    } catch (ArithmeticException e) {
      if (number.get().stripTrailingZeros().scale() > 0) {
        error("must be a whole number, but is " + node.describe());
        return OptionalLong.empty();
      }
    }
    error("must be from %d to %d, but is %s".formatted(min, max, node.describe()));
    return OptionalLong.empty();
  }

  /** As a whole number from {@code min} to {@code max}, both inclusive. */
  public OptionalInt integer(int min, int max) {
    var number = integer((long) min, (long) max);
    return number.isPresent() ? OptionalInt.of((int) number.getAsLong()) : OptionalInt.empty();
  }

  /** As a number. */
  public OptionalDouble number() {
    return decimal("a number")
        .map(number -> OptionalDouble.of(number.doubleValue()))
        .orElse(OptionalDouble.empty());
  }

  private Optional<BigDecimal> decimal(String expected) {
    if (node instanceof Scalar(_, ScalarType type, String text)
        && (type == ScalarType.INTEGER || type == ScalarType.FLOAT)) {
      return Optional.of(new BigDecimal(text));
    }
    return mismatch(expected);
  }

  /** As a duration, see {@link DurationText}. */
  public Optional<Duration> duration() {
    if (node instanceof Scalar(_, ScalarType type, String text) && type == ScalarType.STRING) {
      var duration = DurationText.tryParse(text);
      if (duration.isPresent()) {
        return duration;
      }
    }
    error("must be a duration, but is " + node.describe(), "write it as in 1.5s, 200ms or 1h30m");
    return Optional.empty();
  }

  /** As one of the constants of an enumeration. */
  public <E extends Enum<E>> Optional<E> enumeration(Class<E> type) {
    var constants = type.getEnumConstants();
    var written = string();
    var found =
        written.flatMap(
            text -> Arrays.stream(constants).filter(one -> one.name().equals(text)).findFirst());
    if (written.isPresent() && found.isEmpty()) {
      var names = Arrays.stream(constants).map(Enum::name).toList();
      error(
          "must be one of " + String.join(", ", names) + ", but is " + node.describe(),
          reading.isFull() ? "" : Suggestions.remedy(written.get(), names));
    }
    return found;
  }

  /** As an object. */
  public Optional<ObjectReader> object() {
    if (node instanceof Mapping mapping) {
      return Optional.of(new ObjectReader(reading, mapping, path));
    }
    return mismatch("an object");
  }

  /** As a list; items that are null are reported and left out. */
  public List<Value> items() {
    var items = new ArrayList<Value>();
    for (var item : itemsAndNulls()) {
      if (item.node.isNull()) {
        item.error("must not be null");
      } else {
        items.add(item);
      }
    }
    return items;
  }

  /** As a list whose items may be null. */
  public List<Value> itemsAndNulls() {
    if (!(node instanceof Sequence sequence)) {
      mismatch("a list");
      return List.of();
    }
    var items = new ArrayList<Value>();
    for (var index = 0; index < sequence.items().size(); index++) {
      items.add(new Value(reading, sequence.items().get(index), path.item(index)));
    }
    return items;
  }

  private <T> Optional<T> mismatch(String expected) {
    error("must be " + expected + ", but is " + node.describe());
    return Optional.empty();
  }
}
