// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DecodedObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.sourcestore.Change;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoredObject;
import io.lateen.sourcestore.WriteResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code POST /lateen/v1/apply}: several texts at once, in one transaction and therefore one epoch.
 * Answers 200 also when documents are invalid; {@code accepted} tells.
 */
final class ApplyResource {

  /** Objects in one call; the store's transaction and the answer grow with them. */
  private static final int MAX_OBJECTS = 50_000;

  private final DocumentDecoder decoder;
  private final ConfigStore store;
  private final Writes writes;

  ApplyResource(DocumentDecoder decoder, ConfigStore store, Writes writes) {
    this.decoder = decoder;
    this.store = store;
    this.writes = writes;
  }

  private enum Mode {
    ALL_OR_NOTHING,
    KEEP_GOING,
    DRY_RUN
  }

  /** What the texts hold. */
  private record Input(List<DecodedObject> objects, Problems problems, Set<ObjectKey> invalid) {}

  Reply answer(Call call) {
    if (!call.method().equals("POST")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var mode = mode(call);
    var input = read(call);
    writes.permitted(call, changes(input.objects()));
    var accepted = !input.problems().hasErrors();
    var answer = Rendering.document("ApplyReport").put("accepted", accepted);
    var before = store.image();
    var writable =
        input.objects().stream().filter(o -> !input.invalid().contains(o.key())).toList();
    if (mode == Mode.DRY_RUN || (!accepted && mode == Mode.ALL_OR_NOTHING) || writable.isEmpty()) {
      AuditLog.write(call, "apply", mode == Mode.DRY_RUN ? "dry run" : "refused", 0);
      answer.put("revision", before.revision());
      preview(input, answer.putArray("results"));
    } else {
      var committed = writes.commit(call, names(writable), changes(writable));
      answer.put("revision", committed.revision());
      results(input, committed, answer.putArray("results"));
    }
    Rendering.problems(answer.putArray("problems"), input.problems());
    return Reply.Json.ok(answer);
  }

  private static Mode mode(Call call) {
    var text = call.parameter("mode").orElse(Mode.ALL_OR_NOTHING.name());
    for (var mode : Mode.values()) {
      if (mode.name().equals(text)) {
        return mode;
      }
    }
    throw new Refusal(Statuses.badRequest("mode " + text + " is not known"));
  }

  private Input read(Call call) {
    var objects = new ArrayList<DecodedObject>();
    var problems = Problems.NONE;
    var invalid = new HashSet<ObjectKey>();
    Map<ObjectKey, String> seen = new HashMap<>();
    for (var source : sources(call)) {
      var decoded = decoder.decode(source.name(), source.text());
      problems = problems.and(decoded.problems());
      for (var object : decoded.objects()) {
        var other = Optional.ofNullable(seen.putIfAbsent(object.key(), source.name()));
        if (other.isPresent() && !other.get().equals(source.name())) {
          problems = problems.and(duplicate(object, source.name(), other.get()));
          invalid.add(object.key());
        }
        if (object.object().isEmpty()) {
          invalid.add(object.key());
        }
        objects.add(object);
      }
      if (objects.size() > MAX_OBJECTS) {
        throw new Refusal(Statuses.badRequest("more than " + MAX_OBJECTS + " objects in one call"));
      }
    }
    if (objects.isEmpty() && problems.isEmpty()) {
      throw new Refusal(Statuses.badRequest("there are no objects in the input"));
    }
    return new Input(List.copyOf(objects), problems, Set.copyOf(invalid));
  }

  /** A text and the name that messages give it. */
  private record Source(String name, String text) {}

  private static List<Source> sources(Call call) {
    if (!call.contentType().equals("application/json")) {
      return List.of(new Source(call.parameter("source").orElse(""), call.body()));
    }
    var body = Rendering.parse(call.body());
    var sources = new ArrayList<Source>();
    for (var source : body.path("sources")) {
      sources.add(new Source(source.path("name").asString(""), source.path("text").asString("")));
    }
    return sources;
  }

  private static Problem duplicate(DecodedObject object, String here, String there) {
    return Problem.error(Location.of(here), object.key().display(), "", "is also in " + there)
        .withFix("keep one of them");
  }

  private static List<Change> changes(List<DecodedObject> objects) {
    List<Change> changes = new ArrayList<>();
    for (var object : objects) {
      changes.add(new Change.Put(object.key(), object.json(), Change.Expectation.ANY));
    }
    return changes;
  }

  private static String names(List<DecodedObject> objects) {
    return objects.size() == 1
        ? objects.getFirst().key().display()
        : objects.getFirst().key().display() + " and " + (objects.size() - 1) + " more";
  }

  private static void results(Input input, WriteResult.Committed committed, ArrayNode results) {
    Map<ObjectKey, String> words = new HashMap<>();
    committed.outcomes().forEach(o -> words.put(o.object().key(), Writes.word(o)));
    for (var object : input.objects()) {
      describe(object, results).put("outcome", words.getOrDefault(object.key(), "invalid"));
    }
  }

  /** What would happen, with each object as it is and as it would be. */
  private void preview(Input input, ArrayNode results) {
    var image = store.image();
    for (var object : input.objects()) {
      var node = describe(object, results);
      if (input.invalid().contains(object.key())) {
        node.put("outcome", "invalid");
        continue;
      }
      var before = image.find(object.key());
      node.put("outcome", before.isPresent() ? "would be configured" : "would be created");
      before.map(StoredObject::json).ifPresent(json -> node.set("before", plain(json, object)));
      node.set("after", plain(object.json(), object));
    }
  }

  /** The document in one version, so that only real differences show. */
  private static ObjectNode plain(String json, DecodedObject object) {
    var node = Rendering.parse(json);
    Kinds.of(object.key().group(), object.key().kind())
        .ifPresent(kind -> node.put("apiVersion", kind.apiVersion()));
    return node;
  }

  private static ObjectNode describe(DecodedObject object, ArrayNode results) {
    var key = object.key();
    return results
        .addObject()
        .put("group", key.group())
        .put("kind", key.kind())
        .put("namespace", key.namespace())
        .put("name", key.name());
  }
}
