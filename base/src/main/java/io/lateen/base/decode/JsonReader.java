// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON texts (RFC 8259), also several values one after the other. */
final class JsonReader {

  /** Kept, because a factory holds the tables of field names seen before. */
  private static final JsonFactory DEFAULT_FACTORY = factory(DecodeLimits.DEFAULT);

  private final JsonParser parser;
  private final DecodeLimits limits;
  private NodeCounter counter;

  private JsonReader(JsonParser parser, DecodeLimits limits) {
    this.parser = parser;
    this.limits = limits;
    this.counter = new NodeCounter(limits);
  }

  /** Hands each value to {@code sink} as soon as it is complete. */
  static void read(String text, DecodeLimits limits, Consumer<Node> sink)
      throws UnreadableException {
    var factory = limits.equals(DecodeLimits.DEFAULT) ? DEFAULT_FACTORY : factory(limits);
    try (var parser = factory.createParser(ObjectReadContext.empty(), text)) {
      new JsonReader(parser, limits).values(sink);
    } catch (JacksonException e) {
      throw new UnreadableException(
          mark(e.getLocation()), "not readable as JSON: " + e.getOriginalMessage());
    }
  }

  private static JsonFactory factory(DecodeLimits limits) {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(limits.depth() + 1)
            .maxStringLength(limits.characters())
            .maxDocumentLength(-1)
            .build();
    return JsonFactory.builder()
        .streamReadConstraints(constraints)
        .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
        .build();
  }

  private void values(Consumer<Node> sink) throws UnreadableException {
    var documents = 0;
    while (parser.nextToken() != null) {
      if (++documents > limits.documents()) {
        throw new UnreadableException(here(), "more than " + limits.documents() + " documents");
      }
      counter = new NodeCounter(limits);
      sink.accept(node(parser.currentToken()));
    }
  }

  private Node node(JsonToken token) throws UnreadableException {
    counter.count(here());
    return switch (token) {
      case START_OBJECT -> mapping();
      case START_ARRAY -> sequence();
      case VALUE_STRING -> Scalars.string(here(), parser.getString());
      case VALUE_NULL -> new Scalar(here(), ScalarType.NULL, "");
      case VALUE_TRUE -> new Scalar(here(), ScalarType.BOOL, "true");
      case VALUE_FALSE -> new Scalar(here(), ScalarType.BOOL, "false");
      default -> Scalars.resolve(here(), parser.getString());
    };
  }

  private Sequence sequence() throws UnreadableException {
    var mark = here();
    counter.enter(mark);
    var items = new ArrayList<Node>();
    for (var token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      items.add(node(token));
    }
    counter.leave();
    return new Sequence(mark, items);
  }

  private Mapping mapping() throws UnreadableException {
    var mark = here();
    counter.enter(mark);
    var fields = new LinkedHashMap<String, Field>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      var name = parser.currentName();
      var nameMark = here();
      if (fields.put(name, new Field(name, nameMark, node(parser.nextToken()))) != null) {
        throw new UnreadableException(
            nameMark, "the field " + Json.quoted(name) + " is given twice");
      }
    }
    counter.leave();
    return new Mapping(mark, List.copyOf(fields.values()));
  }

  private Mark here() {
    return mark(parser.currentTokenLocation());
  }

  private static Mark mark(TokenStreamLocation location) {
    return location == null
        ? new Mark(1, 1)
        : new Mark(Math.max(1, location.getLineNr()), Math.max(1, location.getColumnNr()));
  }
}
