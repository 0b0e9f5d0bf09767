// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Decides what a write makes of an image, without touching the disk. */
final class Planner {

  private final InstantSource clock;
  private final Supplier<String> uids;

  Planner(InstantSource clock, Supplier<String> uids) {
    this.clock = clock;
    this.uids = uids;
  }

  sealed interface Verdict {}

  /** Revisions to append, and what to answer for each change. */
  record Plan(List<Revision> revisions, List<WriteResult.Outcome> outcomes) implements Verdict {}

  /** The answer when an expectation does not hold. */
  record Refusal(WriteResult.Refused result) implements Verdict {}

  Verdict plan(StoreImage image, String author, List<Change> changes) {
    var pending = new HashMap<ObjectKey, Optional<StoredObject>>();
    var revisions = new ArrayList<Revision>();
    var outcomes = new ArrayList<WriteResult.Outcome>();
    for (var change : changes) {
      var now = current(image, pending, change.key());
      var refused = refusal(change, now);
      if (refused.isPresent()) {
        return new Refusal(refused.get());
      }
      var revision =
          switch (change) {
            case Change.Put put -> put(put, now, author, image.revision() + revisions.size() + 1);
            case Change.Delete delete ->
                now.map(o -> removal(o, author, image.revision() + revisions.size() + 1));
          };
      revision.ifPresent(
          r -> {
            revisions.add(r);
            pending.put(change.key(), Optional.of(r.event().object()).filter(o -> exists(r)));
          });
      outcome(now, revision).ifPresent(outcomes::add);
    }
    return new Plan(List.copyOf(revisions), List.copyOf(outcomes));
  }

  private static boolean exists(Revision revision) {
    return revision.action() != StoreEvent.Type.DELETED;
  }

  private static Optional<StoredObject> current(
      StoreImage image, Map<ObjectKey, Optional<StoredObject>> pending, ObjectKey key) {
    var changed = pending.get(key);
    return changed != null ? changed : image.find(key);
  }

  private static Optional<WriteResult.Refused> refusal(Change change, Optional<StoredObject> now) {
    var key = change.key();
    var name = key.kind() + " \"" + key.name() + "\"";
    return switch (change.expectation()) {
      case Change.Expectation.Any any -> Optional.empty();
      case Change.Expectation.Absent absent ->
          now.map(
              o ->
                  new WriteResult.Refused(
                      WriteResult.Reason.ALREADY_EXISTS, key, name + " already exists"));
      case Change.Expectation.Present present -> now.isPresent() ? Optional.empty() : missing(key);
      case Change.Expectation.At at -> {
        if (now.isEmpty()) {
          yield missing(key);
        }
        yield now.get().revision() == at.revision()
            ? Optional.empty()
            : Optional.of(
                new WriteResult.Refused(
                    WriteResult.Reason.CONFLICT,
                    key,
                    name
                        + " was changed meanwhile: it is at revision "
                        + now.get().revision()
                        + ", the call expects "
                        + at.revision()));
      }
    };
  }

  private static Optional<WriteResult.Refused> missing(ObjectKey key) {
    return Optional.of(
        new WriteResult.Refused(
            WriteResult.Reason.NOT_FOUND, key, key.kind() + " \"" + key.name() + "\" not found"));
  }

  private Optional<Revision> put(
      Change.Put put, Optional<StoredObject> now, String author, long revision) {
    var json = Documents.normalized(put.json());
    var at = clock.instant();
    if (now.isEmpty()) {
      return Optional.of(
          new Revision(
              revision,
              put.key(),
              StoreEvent.Type.ADDED,
              author,
              at,
              json,
              uids.get(),
              1,
              at.truncatedTo(ChronoUnit.SECONDS)));
    }
    var old = now.get();
    if (Documents.same(old.json(), json)) {
      return Optional.empty();
    }
    var generation = old.generation() + (Documents.sameSpec(old.json(), json) ? 0 : 1);
    return Optional.of(
        new Revision(
            revision,
            put.key(),
            StoreEvent.Type.MODIFIED,
            author,
            at,
            json,
            old.uid(),
            generation,
            old.creation()));
  }

  private Revision removal(StoredObject old, String author, long revision) {
    return new Revision(
        revision,
        old.key(),
        StoreEvent.Type.DELETED,
        author,
        clock.instant(),
        old.json(),
        old.uid(),
        old.generation(),
        old.creation());
  }

  private static Optional<WriteResult.Outcome> outcome(
      Optional<StoredObject> before, Optional<Revision> revision) {
    if (revision.isEmpty()) {
      return before.map(o -> new WriteResult.Outcome(WriteResult.Outcome.Kind.UNCHANGED, o));
    }
    var kind =
        switch (revision.get().action()) {
          case ADDED -> WriteResult.Outcome.Kind.CREATED;
          case MODIFIED -> WriteResult.Outcome.Kind.CONFIGURED;
          case DELETED -> WriteResult.Outcome.Kind.DELETED;
        };
    return Optional.of(new WriteResult.Outcome(kind, revision.get().event().object()));
  }
}
