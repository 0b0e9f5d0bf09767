// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.access.Question;
import io.lateen.controlplane.access.Role;
import io.lateen.controlplane.access.Verb;
import io.lateen.sourcestore.Change;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreFailure;
import io.lateen.sourcestore.WriteResult;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditEntry;
import java.time.InstantSource;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** Writes to the store and turns what it refuses into answers. */
final class Writes {

  private final ConfigStore store;
  private final InstantSource clock;

  Writes(ConfigStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Ends the call with 403 unless its caller may make all of these changes. */
  Actor permitted(Call call, List<Change> changes) {
    var roles = new TreeSet<Role>();
    for (var change : changes) {
      roles.add(call.demand(Question.of(verb(change), change.key())).role());
    }
    return call.actor(roles.isEmpty() ? Role.VIEWER : roles.last());
  }

  private Verb verb(Change change) {
    return switch (change) {
      case Change.Delete delete -> Verb.DELETE;
      case Change.Put put -> store.image().find(put.key()).isPresent() ? Verb.UPDATE : Verb.CREATE;
    };
  }

  /**
   * Does what no change of the store tells; the record of it is on disk before.
   *
   * @param role that lets the caller
   */
  void noted(Call call, Role role, String verb, String object) {
    noted(call, role, verb, object, "done");
  }

  private void noted(Call call, Role role, String verb, String object, String outcome) {
    var entry = AuditEntry.of(clock.instant(), call.actor(role), verb, object, outcome);
    var failure = store.audit().note(List.of(entry)).join();
    if (failure.isPresent()) {
      throw new Refusal(answer(failure.get()));
    }
  }

  /**
   * Does what may fail: the record before it says that it was begun, the one after it how it ended.
   * When the second cannot be written the first stays and says no more than is true.
   *
   * @param outcome of the deed, from its result
   */
  <T> T attempted(
      Call call,
      Role role,
      String verb,
      String object,
      Supplier<T> deed,
      Function<T, String> outcome) {
    noted(call, role, verb, object, "begun");
    var result = deed.get();
    store
        .audit()
        .note(
            List.of(
                AuditEntry.of(
                    clock.instant(), call.actor(role), verb, object, outcome.apply(result))))
        .join();
    return result;
  }

  /** Commits all changes or ends the call with an answer. */
  WriteResult.Committed commit(Call call, String object, List<Change> changes) {
    var result = store.write(permitted(call, changes), changes).join();
    return switch (result) {
      case WriteResult.Committed committed -> {
        AuditLog.write(call, object, outcome(committed), committed.revision());
        yield committed;
      }
      case WriteResult.Refused refused -> {
        AuditLog.write(call, object, "refused", 0);
        throw new Refusal(answer(refused));
      }
      case WriteResult.Failed failed -> {
        AuditLog.write(call, object, "failed", 0);
        throw new Refusal(answer(failed.failure()));
      }
    };
  }

  private static String outcome(WriteResult.Committed committed) {
    return committed.outcomes().size() == 1
        ? word(committed.outcomes().getFirst())
        : committed.outcomes().size() + " objects";
  }

  static String word(WriteResult.Outcome outcome) {
    return switch (outcome.kind()) {
      case CREATED -> "created";
      case CONFIGURED -> "configured";
      case UNCHANGED -> "unchanged";
      case DELETED -> "deleted";
    };
  }

  private static Reply answer(WriteResult.Refused refused) {
    return switch (refused.reason()) {
      case NOT_FOUND -> new Reply.Json(404, Statuses.body(404, "NotFound", refused.message()));
      case ALREADY_EXISTS -> Statuses.alreadyExists(refused.message());
      case CONFLICT -> Statuses.conflict(refused.message());
    };
  }

  static Reply answer(StoreFailure failure) {
    var message = failure.message() + " " + failure.remedy();
    return switch (failure.cause()) {
      case FULL -> Statuses.insufficientStorage(message);
      case READ_ONLY, DAMAGED, IN_USE, TOO_NEW, IO, CLOSED -> Statuses.unavailable(message);
    };
  }
}
