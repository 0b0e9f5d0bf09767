// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Problems;
import io.lateen.sourcestore.Change;
import io.lateen.sourcestore.Change.Expectation;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoredObject;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects, lists and watches as kube-apiserver shapes them (Kubernetes API concepts). An apply
 * patch replaces the whole object: field ownership is not tracked.
 */
final class ObjectsResource {

  private static final String APPLY_PATCH = "application/apply-patch+yaml";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final DocumentDecoder decoder;
  private final ConfigStore store;
  private final Writes writes;
  private final Watches watches;
  private final StatusRendering rendering;

  ObjectsResource(
      DocumentDecoder decoder,
      ConfigStore store,
      Writes writes,
      Watches watches,
      StatusRendering rendering) {
    this.decoder = decoder;
    this.store = store;
    this.writes = writes;
    this.watches = watches;
    this.rendering = rendering;
  }

  Reply answer(Call call, Addressed address) {
    return switch (call.method()) {
      case "GET" -> read(call, address);
      case "POST" -> create(call, address);
      case "PUT" -> replace(call, address);
      case "PATCH" -> patch(call, address);
      case "DELETE" -> delete(call, address);
      default -> Statuses.methodNotAllowed(call.method());
    };
  }

  private Reply read(Call call, Addressed address) {
    if (call.flag("watch")) {
      return watches.open(call, address);
    }
    var image = store.image();
    if (!address.isCollection()) {
      return image
          .find(address.key())
          .<Reply>map(o -> Reply.Json.ok(rendering.object(o, address.apiVersion())))
          .orElseGet(() -> Statuses.notFound(address.words()));
    }
    var selector = Selector.parse(call);
    var list = Rendering.JSON.createObjectNode();
    list.put("kind", address.kind().kind() + "List").put("apiVersion", address.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(image.revision()));
    var items = list.putArray("items");
    for (var object : image.list(address::covers)) {
      var node = rendering.object(object, address.apiVersion());
      if (selector.matches(node)) {
        items.add(node);
      }
    }
    return Reply.Json.ok(list);
  }

  private Reply create(Call call, Addressed address) {
    if (!address.isCollection()) {
      return Statuses.methodNotAllowed("POST");
    }
    var stored = put(call, address, call.body(), Expectation.ABSENT);
    return new Reply.Json(201, stored);
  }

  private Reply replace(Call call, Addressed address) {
    if (address.isCollection()) {
      return Statuses.methodNotAllowed("PUT");
    }
    return Reply.Json.ok(put(call, address, call.body(), expectation(call.body())));
  }

  /** The resourceVersion in a document is a wish for optimistic concurrency. */
  private static Expectation expectation(String body) {
    var version = Bodies.json(body).path("metadata").path("resourceVersion").asString("");
    if (version.isEmpty() || version.equals("0")) {
      return Expectation.PRESENT;
    }
    try {
      return Expectation.at(Long.parseLong(version));
    } catch (NumberFormatException e) {
      throw new Refusal(Statuses.badRequest("metadata.resourceVersion is not one of this server"));
    }
  }

  private Reply patch(Call call, Addressed address) {
    if (address.isCollection()) {
      return Statuses.methodNotAllowed("PATCH");
    }
    return switch (call.contentType()) {
      case APPLY_PATCH -> Reply.Json.ok(put(call, address, call.body(), Expectation.ANY));
      case MERGE_PATCH -> merge(call, address);
      default -> Statuses.unsupportedMediaType(call.contentType());
    };
  }

  /** RFC 7386 on the stored document, refused when somebody else writes in between. */
  private Reply merge(Call call, Addressed address) {
    var before = store.image().find(address.key());
    if (before.isEmpty()) {
      return Statuses.notFound(address.words());
    }
    var patch = Bodies.json(call.body());
    var merged = mergePatch(Rendering.parse(before.get().json()), patch);
    return Reply.Json.ok(
        put(call, address, merged.toString(), Expectation.at(before.get().revision())));
  }

  private static JsonNode mergePatch(JsonNode target, JsonNode patch) {
    if (!(patch instanceof ObjectNode fields)) {
      return patch;
    }
    var result = target instanceof ObjectNode object ? object : Rendering.JSON.createObjectNode();
    for (var field : fields.properties()) {
      if (field.getValue().isNull()) {
        result.remove(field.getKey());
      } else {
        result.set(field.getKey(), mergePatch(result.path(field.getKey()), field.getValue()));
      }
    }
    return result;
  }

  private ObjectNode put(Call call, Addressed address, String body, Expectation expectation) {
    var decoded = decoder.decode("", body);
    if (decoded.objects().size() != 1) {
      throw new Refusal(
          decoded.problems().hasErrors()
              ? Statuses.invalid(address.words(), decoded.problems())
              : Statuses.badRequest("the body must be one object"));
    }
    var object = decoded.objects().getFirst();
    var problems = decoded.problems();
    if (problems.hasErrors()) {
      AuditLog.write(call, object.key().display(), "invalid", 0);
      throw new Refusal(Statuses.invalid(object.key().display(), problems));
    }
    if (!address.covers(object.key())) {
      throw new Refusal(
          Statuses.badRequest(
              "the body is " + object.key().display() + ", the path is " + call.path()));
    }
    if (call.parameter("dryRun").isPresent()) {
      return Rendering.parse(object.json());
    }
    var change = new Change.Put(object.key(), object.json(), expectation);
    var committed = writes.commit(call, object.key().display(), List.of(change));
    return withWarnings(committed.outcomes().getFirst().object(), address, problems);
  }

  private static ObjectNode withWarnings(
      StoredObject stored, Addressed address, Problems problems) {
    var node = Rendering.object(stored, address.apiVersion());
    if (!problems.isEmpty()) {
      Rendering.problems(node.putObject("status").putArray("validationMessages"), problems);
    }
    return node;
  }

  private Reply delete(Call call, Addressed address) {
    if (address.isCollection()) {
      return Statuses.methodNotAllowed("DELETE");
    }
    if (call.parameter("dryRun").isEmpty()) {
      writes.commit(
          call,
          address.key().display(),
          List.of(new Change.Delete(address.key(), Expectation.PRESENT)));
    }
    return Reply.Json.ok(Statuses.success(address.words() + " deleted"));
  }
}
