// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.ObjectKey;
import io.lateen.sourcestore.Change;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.Revision;
import io.lateen.sourcestore.StoreEvent;
import io.lateen.sourcestore.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.databind.node.ObjectNode;

/** {@code /lateen/v1/history} and {@code /lateen/v1/undo}. */
final class HistoryResource {

  private static final int MAX_LIMIT = 100;

  private final ConfigStore store;
  private final Writes writes;

  HistoryResource(ConfigStore store, Writes writes) {
    this.store = store;
    this.writes = writes;
  }

  Reply history(Call call) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var key = key(call);
    var revision = call.number("revision", 0, Long.MAX_VALUE);
    var answer = Rendering.document("History");
    var items = answer.putArray("items");
    if (revision > 0) {
      items.add(describe(revisionOf(key, revision)));
    } else {
      var limit = (int) call.number("limit", 20, MAX_LIMIT);
      wait(store.history(key, limit)).forEach(found -> items.add(describe(found)));
    }
    return Reply.Json.ok(answer);
  }

  Reply undo(Call call) {
    if (!call.method().equals("POST")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var key = key(call);
    var wanted = call.number("toRevision", 0, Long.MAX_VALUE);
    var history = wait(store.history(key, 2));
    if (history.isEmpty()) {
      return Statuses.notFound(key.display());
    }
    var target =
        wanted > 0 ? Optional.of(revisionOf(key, wanted)) : history.stream().skip(1).findFirst();
    var newest = store.image().find(key);
    var expectation =
        newest
            .map(object -> Change.Expectation.at(object.revision()))
            .orElse(Change.Expectation.ABSENT);
    var removal = target.isEmpty() || target.get().action() == StoreEvent.Type.DELETED;
    if (removal && newest.isEmpty()) {
      return Statuses.conflict(key.display() + " is removed already");
    }
    Change change =
        removal
            ? new Change.Delete(key, expectation)
            : new Change.Put(key, target.get().json(), expectation);
    var committed = writes.commit(call, key.display(), List.of(change));
    var words =
        removal
            ? key.display() + " removed, as it was before its first revision"
            : key.display() + " is again as in revision " + target.get().revision();
    var answer = Statuses.success(words);
    answer.put("revision", committed.revision());
    return Reply.Json.ok(answer);
  }

  private Revision revisionOf(ObjectKey key, long revision) {
    return wait(store.revision(revision)).stream()
        .filter(found -> found.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> new Refusal(Statuses.notFound("revision " + revision + " of " + key.display())));
  }

  /** The object that the parameters name. */
  static Optional<ObjectKey> named(Call call) {
    return call.parameter("kind")
        .flatMap(
            kind ->
                call.parameter("name")
                    .map(
                        name ->
                            new ObjectKey(
                                call.parameter("group").orElse(""),
                                kind,
                                call.parameter("namespace").orElse(""),
                                name)));
  }

  private static ObjectKey key(Call call) {
    return named(call)
        .orElseThrow(
            () -> new Refusal(Statuses.badRequest("the parameters kind and name are needed")));
  }

  private static ObjectNode describe(Revision revision) {
    var node =
        Rendering.JSON
            .createObjectNode()
            .put("revision", revision.revision())
            .put("action", revision.action().name())
            .put("author", revision.author())
            .put("at", revision.at().toString());
    node.set("object", Rendering.parse(revision.json()));
    return node;
  }

  private static <T> T wait(CompletableFuture<T> answer) {
    try {
      return answer.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof StoreException store) {
        throw new Refusal(Writes.answer(store.failure()));
      }
      throw e;
    }
  }
}
