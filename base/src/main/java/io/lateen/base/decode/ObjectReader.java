// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Reads the fields of one object. A field that is null counts as absent. {@link #done} reports
 * fields that nobody asked for, so every decoder asks for all fields it knows and then calls it.
 */
public final class ObjectReader {

  private final Reading reading;
  private final Mapping mapping;
  private final FieldPath path;

  /** Names that were asked for, some more than once; as many as the decoder's code has. */
  private final List<String> known = new ArrayList<>();

  ObjectReader(Reading reading, Mapping mapping, FieldPath path) {
    this.reading = reading;
    this.mapping = mapping;
    this.path = path;
  }

  /** The reader of a whole document. */
  public static ObjectReader of(Reading reading, Mapping document) {
    return new ObjectReader(reading, document, FieldPath.ROOT);
  }

  /** The reader of a part whose path is shown without the names above it. */
  public static ObjectReader of(Reading reading, Mapping part, String path) {
    return new ObjectReader(reading, part, FieldPath.of(path));
  }

  /** The reading that this belongs to. */
  public Reading reading() {
    return reading;
  }

  /** Path inside the object; empty at its root. */
  public String path() {
    return path.toString();
  }

  /** 1-based line on which the object begins. */
  public int line() {
    return mapping.mark().line();
  }

  /** Whether no field is set. */
  public boolean isEmpty() {
    return mapping.fields().stream().allMatch(field -> field.value().isNull());
  }

  /** The value of a field; empty when absent or null. */
  public Optional<Value> value(String field) {
    known.add(field);
    var found = mapping.field(field);
    return found.isEmpty() || found.get().value().isNull()
        ? Optional.empty()
        : Optional.of(new Value(reading, found.get().value(), path.field(field)));
  }

  /** Whether a field is set. */
  public boolean has(String field) {
    return value(field).isPresent();
  }

  /** A text; empty when absent. */
  public String string(String field) {
    return value(field).flatMap(Value::string).orElse("");
  }

  /** A text that must be there and not be empty. */
  public String requiredString(String field) {
    var value = value(field);
    var text = value.flatMap(Value::string).orElse("");
    if (value.isEmpty() || value.get().node() instanceof Node.Scalar s && s.text().isEmpty()) {
      error(field, "is required");
    }
    return text;
  }

  /** A boolean; false when absent. */
  public boolean bool(String field) {
    return optionalBool(field).orElse(false);
  }

  /** A boolean. */
  public Optional<Boolean> optionalBool(String field) {
    return value(field).flatMap(Value::bool);
  }

  /** A whole number in a range; 0 when absent. */
  public int integer(String field, int min, int max) {
    return optionalInteger(field, min, max).orElse(0);
  }

  /** A whole number in a range. */
  public OptionalInt optionalInteger(String field, int min, int max) {
    return value(field).map(value -> value.integer(min, max)).orElse(OptionalInt.empty());
  }

  /** A number. */
  public OptionalDouble number(String field) {
    return value(field).map(Value::number).orElse(OptionalDouble.empty());
  }

  /** A duration. */
  public Optional<Duration> duration(String field) {
    return value(field).flatMap(Value::duration);
  }

  /** A constant of an enumeration, or the default when absent. */
  public <E extends Enum<E>> E enumeration(String field, E absent) {
    return value(field)
        .flatMap(value -> value.enumeration(absent.getDeclaringClass()))
        .orElse(absent);
  }

  /** The values of a list; empty when absent. */
  public List<Value> items(String field) {
    return value(field).map(Value::items).orElse(List.of());
  }

  /** Texts; empty when absent. */
  public List<String> strings(String field) {
    var texts = new ArrayList<String>();
    for (var item : items(field)) {
      item.string().ifPresent(texts::add);
    }
    return List.copyOf(texts);
  }

  /** An object. */
  public Optional<ObjectReader> object(String field) {
    return value(field).flatMap(Value::object);
  }

  /** An object, decoded. */
  public <T> Optional<T> object(String field, Function<ObjectReader, T> decode) {
    return object(field).map(decode);
  }

  /** An object; an empty one when absent. */
  public ObjectReader part(String field) {
    return part(field, path.field(field));
  }

  /**
   * An object whose fields are shown without the name of this one; an empty object when absent. For
   * the specification, which is the whole object to its author.
   */
  public ObjectReader root(String field) {
    return part(field, FieldPath.ROOT);
  }

  private ObjectReader part(String field, FieldPath shownPath) {
    return object(field)
        .map(found -> new ObjectReader(reading, found.mapping, shownPath))
        .orElseGet(
            () -> new ObjectReader(reading, new Mapping(mapping.mark(), List.of()), shownPath));
  }

  /** A list of objects, each decoded; empty when absent. */
  public <T> List<T> objects(String field, Function<ObjectReader, T> decode) {
    var objects = new ArrayList<T>();
    for (var item : items(field)) {
      item.object().ifPresent(object -> objects.add(decode.apply(object)));
    }
    return Collections.unmodifiableList(objects);
  }

  /** The values of a map with free names, sorted by name; empty when absent. */
  public Map<String, Value> map(String field) {
    var values = new TreeMap<String, Value>();
    object(field).ifPresent(map -> map.collect(values));
    return values;
  }

  private void collect(Map<String, Value> values) {
    for (var field : mapping.fields()) {
      values.put(field.name(), new Value(reading, field.value(), path.field(field.name())));
    }
  }

  /** A map of texts, sorted by name; a null value counts as empty. Empty when absent. */
  public Map<String, String> stringMap(String field) {
    var texts = new TreeMap<String, String>();
    map(field)
        .forEach(
            (name, value) ->
                texts.put(name, value.node().isNull() ? "" : value.string().orElse("")));
    return texts;
  }

  /** Takes note of fields that are known and not read. */
  public void ignore(String... fields) {
    Collections.addAll(known, fields);
  }

  /** Reports an error at a field, or at the object when the field is absent. */
  public void error(String field, String message) {
    error(field, message, "");
  }

  /** Reports an error at a field, or at the object when the field is absent, with a remedy. */
  public void error(String field, String message, String fix) {
    reading.error(markOf(field), pathOf(field), message, fix);
  }

  /** Reports a warning at a field, or at the object when the field is absent. */
  public void warning(String field, String message, String fix) {
    reading.warning(markOf(field), pathOf(field), message, fix);
  }

  /** Reports an error at the object itself. */
  public void error(String message) {
    reading.error(mapping.mark(), path(), message, "");
  }

  /** Ends the reading of this object: fields nobody asked for are reported in strict readings. */
  public void done() {
    if (!reading.strict()) {
      return;
    }
    for (var field : mapping.fields()) {
      if (reading.isFull()) {
        return;
      }
      if (!known.contains(field.name())) {
        reading.error(
            field.mark(),
            pathOf(field.name()),
            "unknown field " + Json.quoted(field.name()),
            Suggestions.remedy(field.name(), known));
      }
    }
  }

  private Mark markOf(String field) {
    return mapping.field(field).map(Node.Field::mark).orElse(mapping.mark());
  }

  private String pathOf(String field) {
    return path.field(field).toString();
  }
}
