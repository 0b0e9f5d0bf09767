// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.sourcestore.Change;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.StoreFailure;
import io.lateen.sourcestore.WriteResult;
import java.util.List;

/** Writes to the store and turns what it refuses into answers. */
final class Writes {

  private final ConfigStore store;

  Writes(ConfigStore store) {
    this.store = store;
  }

  /** Commits all changes or ends the call with an answer. */
  WriteResult.Committed commit(Call call, String object, List<Change> changes) {
    var result = store.write(call.caller(), changes).join();
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
