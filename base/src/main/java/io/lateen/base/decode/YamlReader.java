// SPDX-License-Identifier: Apache-2.0
package io.lateen.base.decode;

import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the documents of a YAML text one after the other, from the events of the parser. */
final class YamlReader {

  private static final String MERGE_KEY = "<<";

  private final Iterator<Event> events;
  private final DecodeLimits limits;
  private final int linesBefore;

  /** Line on which the document that is read begins, 0-based. */
  private int lineOfDocument;

  private NodeCounter counter;
  private final Map<Anchor, Node> anchors = new HashMap<>();

  /** The first field of the document that is given twice. */
  private @Nullable UnreadableException twice;

  private YamlReader(Iterator<Event> events, DecodeLimits limits, int linesBefore) {
    this.events = events;
    this.limits = limits;
    this.linesBefore = linesBefore;
    this.lineOfDocument = linesBefore;
    this.counter = new NodeCounter(limits);
  }

  /**
   * Hands each document to {@code sink} as soon as it is complete. A document whose fields
   * contradict each other goes to {@code faults} instead, and does not harm those behind it.
   *
   * @param documentsBefore how many documents the text has before this piece
   */
  static void read(
      TextPiece piece,
      DecodeLimits limits,
      int documentsBefore,
      Consumer<Node> sink,
      Consumer<UnreadableException> faults)
      throws UnreadableException {
    var settings =
        LoadSettings.builder().setUseMarks(true).setCodePointLimit(Integer.MAX_VALUE).build();
    var events = new Parse(settings).parseString(piece.text()).iterator();
    var reader = new YamlReader(events, limits, piece.linesBefore());
    try {
      reader.documents(documentsBefore, sink, faults);
    } catch (MarkedYamlEngineException e) {
      throw new UnreadableException(reader.mark(e.getProblemMark()), Faults.ofYaml(e));
    } catch (YamlEngineException e) {
      throw new UnreadableException(reader.mark(Optional.empty()), String.valueOf(e.getMessage()));
    }
  }

  private void documents(
      int documentsBefore, Consumer<Node> sink, Consumer<UnreadableException> faults)
      throws UnreadableException {
    var documents = documentsBefore;
    while (events.hasNext()) {
      if (events.next() instanceof DocumentStartEvent start) {
        if (++documents > limits.documents()) {
          throw new UnreadableException(
              mark(start), "more than " + limits.documents() + " documents");
        }
        lineOfDocument = mark(start).line() - 1;
        anchors.clear();
        counter = new NodeCounter(limits);
        twice = null;
        var document = node(events.next());
        if (twice == null) {
          sink.accept(document);
        } else {
          faults.accept(twice);
        }
      }
    }
  }

  private Node node(Event event) throws UnreadableException {
    if (event instanceof AliasEvent alias) {
      return alias(alias);
    }
    var before = counter.nodes();
    counter.count(mark(event));
    var node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start);
          case MappingStartEvent start -> mapping(start);
          default -> throw new UnreadableException(mark(event), "a value is expected here");
        };
    var anchor = anchor(event);
    if (anchor.isPresent()) {
      anchors.put(anchor.get(), node);
      counter.anchored(node, before);
    }
    return node;
  }

  private static Optional<Anchor> anchor(Event event) {
    return event instanceof NodeEvent nodeEvent ? nodeEvent.getAnchor() : Optional.empty();
  }

  private Node alias(AliasEvent event) throws UnreadableException {
    var target = anchors.get(event.getAlias());
    if (target == null) {
      throw new UnreadableException(
          mark(event), "the alias *" + event.getAlias() + " has no complete anchor before it");
    }
    counter.alias(mark(event), target);
    return target;
  }

  private Scalar scalar(ScalarEvent event) {
    var mark = mark(event);
    var isText =
        !event.isPlain() || event.getTag().filter("tag:yaml.org,2002:str"::equals).isPresent();
    return isText
        ? Scalars.string(mark, event.getValue())
        : Scalars.resolve(mark, event.getValue());
  }

  private Sequence sequence(SequenceStartEvent start) throws UnreadableException {
    var mark = mark(start);
    counter.enter(mark);
    var items = new ArrayList<Node>();
    for (var event = events.next(); !(event instanceof SequenceEndEvent); event = events.next()) {
      items.add(node(event));
    }
    counter.leave();
    return new Sequence(mark, items);
  }

  private Mapping mapping(MappingStartEvent start) throws UnreadableException {
    var mark = mark(start);
    counter.enter(mark);
    var fields = new LinkedHashMap<String, Field>();
    var merged = new ArrayList<Field>();
    for (var event = events.next(); !(event instanceof MappingEndEvent); event = events.next()) {
      if (!(node(event) instanceof Scalar key)) {
        throw new UnreadableException(mark(event), "a field name must be a text");
      }
      var value = node(events.next());
      if (key.text().equals(MERGE_KEY)) {
        merged.addAll(merged(value));
      } else if (fields.put(key.text(), new Field(key.text(), key.mark(), value)) != null
          && twice == null) {
        twice =
            new UnreadableException(
                key.mark(), "the field " + Json.quoted(key.text()) + " is given twice");
      }
    }
    counter.leave();
    merged.forEach(field -> fields.putIfAbsent(field.name(), field));
    return new Mapping(mark, List.copyOf(fields.values()));
  }

  /** The fields that a merge key brings in (yaml.org/type/merge.html). */
  private static List<Field> merged(Node value) throws UnreadableException {
    return switch (value) {
      case Mapping mapping -> mapping.fields();
      case Sequence sequence -> {
        var all = new ArrayList<Field>();
        for (var item : sequence.items()) {
          all.addAll(merged(item));
        }
        yield all;
      }
      case Scalar scalar ->
          throw new UnreadableException(scalar.mark(), "only objects can be merged with <<");
    };
  }

  private Mark mark(Event event) {
    return mark(event.getStartMark());
  }

  /** The place in the whole text; the beginning of the document when the parser names none. */
  private Mark mark(Optional<org.snakeyaml.engine.v2.exceptions.Mark> mark) {
    return mark.isEmpty()
        ? new Mark(lineOfDocument + 1, 1)
        : new Mark(linesBefore + mark.get().getLine() + 1, mark.get().getColumn() + 1);
  }
}
