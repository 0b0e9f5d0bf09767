// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditEntry;
import io.lateen.sourcestore.audit.AuditHead;
import io.lateen.sourcestore.audit.AuditSettings;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The store. Writes and reads of history run on the executor of the constructor, which must run one
 * task at a time; {@link #image} and {@link #watch} are free of locks on the disk and may be called
 * from any thread.
 */
public final class ConfigStore implements AutoCloseable {

  /** Revisions kept of one object, so that history cannot fill the disk (docs/limits.md). */
  static final int MAX_REVISIONS_PER_OBJECT = 100;

  /** Revisions kept of objects that were removed (docs/limits.md). */
  static final int MAX_REVISIONS_OF_REMOVED = 10_000;

  /** Writes between two looks for revisions of removed objects. */
  private static final int WRITES_PER_SWEEP = 256;

  private static final Logger LOG = LoggerFactory.getLogger(ConfigStore.class);

  private final SqliteLog log;
  private final StoreWriter writer;
  private final Planner planner;
  private final AuditTrail audit;
  private final AccessStore access;
  private final EventWindow window = new EventWindow(EventWindow.MAX_EVENTS);
  private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
  private volatile StoreImage image = StoreImage.EMPTY;
  private int writesSinceSweep;

  private ConfigStore(SqliteLog log, Seams seams, AuditTrail.Parts parts) {
    this.log = log;
    this.writer = new StoreWriter(log, seams.writer());
    this.planner = new Planner(seams.clock(), seams.uids());
    this.audit = new AuditTrail(log, parts, writer, seams.clock());
    this.access = new AccessStore(log, audit, writer);
  }

  /**
   * What the store needs from outside.
   *
   * @param writer runs one task at a time; the store does not shut it down
   * @param uids a fresh object uid at each call
   */
  public record Seams(Executor writer, InstantSource clock, Supplier<String> uids) {}

  /** Opens a store whose audit log has its default size and no signatures. */
  public static ConfigStore open(
      Path file, Executor writer, InstantSource clock, Supplier<String> uids)
      throws StoreException {
    return open(file, new Seams(writer, clock, uids), AuditSettings.DEFAULT, AuditHead.Signer.NONE);
  }

  /**
   * Opens the store, creating the file with mode 0600 when it is missing. Sealed segments of the
   * audit log are in the folder {@code audit} beside it. Runs on the caller.
   */
  public static ConfigStore open(
      Path file, Seams seams, AuditSettings settings, AuditHead.Signer signer)
      throws StoreException {
    var log = SqliteLog.open(file);
    var parts =
        new AuditTrail.Parts(
            new AuditRows(log.connection(), signer),
            new AuditSegments(file.toAbsolutePath().resolveSibling("audit")),
            settings);
    var store = new ConfigStore(log, seams, parts);
    try {
      store.load();
      return store;
    } catch (SQLException e) {
      var failure = new StoreException(log.failure(e), e);
      store.close();
      throw failure;
    }
  }

  private void load() throws SQLException {
    audit.load();
    access.load();
    var objects = log.current().stream().map(Revision::event).toList();
    var loaded = StoreImage.EMPTY.with(objects);
    image = new StoreImage(log.newestRevision(), loaded.objects());
    var recent = log.newest(EventWindow.MAX_EVENTS);
    // Pruning leaves gaps in old revisions, so the window starts after the last gap.
    var first = recent.size();
    while (first > 0
        && (first == recent.size()
            || recent.get(first - 1).revision() + 1 == recent.get(first).revision())) {
      first--;
    }
    var unbroken = recent.subList(first, recent.size());
    window.startAt(unbroken.isEmpty() ? image.revision() : unbroken.getFirst().revision() - 1);
    window.add(unbroken.stream().map(Revision::event).toList());
  }

  /** The current objects; immutable. */
  public StoreImage image() {
    return image;
  }

  /** A watch of all events after {@code revision}. */
  public Watch watch(long revision) {
    return new Watch(window, revision);
  }

  /**
   * Hears of each commit, on the writer thread, in order, before the write completes. Gets the
   * current objects as additions first, so that nothing is missed in between.
   *
   * @return completes when the first call has been made
   */
  public CompletableFuture<Void> listen(CommitListener listener) {
    return writer.run(
        () -> {
          var added =
              image.list(key -> true).stream()
                  .map(object -> new StoreEvent(StoreEvent.Type.ADDED, object))
                  .toList();
          listener.committed(added, image.revision());
          listeners.add(listener);
          return null;
        });
  }

  /** Writes all changes in one transaction, or none. Never completes exceptionally for the disk. */
  public CompletableFuture<WriteResult> write(String author, List<Change> changes) {
    return write(new Actor(author, "", ""), changes);
  }

  /** As {@link #write(String, List)}, with a record of each revision in the audit log. */
  public CompletableFuture<WriteResult> write(Actor author, List<Change> changes) {
    return writer.run(() -> writeNow(author, changes));
  }

  /** The log of who did what. */
  public AuditTrail audit() {
    return audit;
  }

  /** Who may do what. */
  public AccessStore access() {
    return access;
  }

  /** Revisions of one object, newest first; fails with {@link StoreException}. */
  public CompletableFuture<List<Revision>> history(ObjectKey key, int limit) {
    return writer.read(() -> log.history(key, limit));
  }

  /** One revision, unless pruned; fails with {@link StoreException}. */
  public CompletableFuture<List<Revision>> revision(long revision) {
    return writer.read(() -> log.find(revision).stream().toList());
  }

  /**
   * Rewrites the documents of one kind in all their revisions and records it, in one transaction.
   * For changes of form alone: revisions keep their numbers, and nobody who watches is told.
   *
   * @param document gives the same text for a document that stays
   * @return how many revisions were changed; fails with {@link StoreException}, and nothing is
   */
  public CompletableFuture<Integer> rewrite(
      String group, String kind, AuditEntry record, UnaryOperator<String> document) {
    return writer.read(
        () -> {
          int[] changed = {0};
          audit.write(List.of(record), () -> changed[0] = log.rewrite(group, kind, document));
          image = image.with(log.current().stream().map(Revision::event).toList());
          return changed[0];
        });
  }

  private WriteResult writeNow(Actor author, List<Change> changes) {
    if (writer.isClosed()) {
      return new WriteResult.Failed(log.closedFailure());
    }
    return switch (planner.plan(image, author.subject(), changes)) {
      case Planner.Refusal refusal -> refusal.result();
      case Planner.Plan plan -> commit(author, plan);
    };
  }

  private WriteResult commit(Actor author, Planner.Plan plan) {
    if (!plan.revisions().isEmpty()) {
      try {
        audit.write(
            AuditedRevisions.entries(author, plan.revisions(), image),
            () -> log.append(plan.revisions(), MAX_REVISIONS_PER_OBJECT));
      } catch (SQLException e) {
        var failure = log.failure(e);
        LOG.error("{} {}", failure.message(), failure.remedy());
        return new WriteResult.Failed(failure);
      }
      publish(plan.revisions().stream().map(Revision::event).toList());
      sweep();
    }
    return new WriteResult.Committed(plan.outcomes(), image.revision());
  }

  private void publish(List<StoreEvent> events) {
    image = image.with(events);
    window.add(events);
    for (var listener : listeners) {
      listener.committed(events, image.revision());
    }
  }

  private void sweep() {
    writesSinceSweep++;
    if (writesSinceSweep < WRITES_PER_SWEEP) {
      return;
    }
    writesSinceSweep = 0;
    try {
      log.forgetRemoved(MAX_REVISIONS_OF_REMOVED);
    } catch (SQLException e) {
      LOG.warn("old revisions stay in the configuration store: {}", e.getMessage());
    }
  }

  /** Ends the watches, then closes the file on the writer after what was queued before. */
  @Override
  public void close() {
    window.close();
    writer.close();
  }

  SqliteLog log() {
    return log;
  }

  /** Hears of commits; see {@link #listen}. */
  public interface CommitListener {

    /**
     * Called once for each commit.
     *
     * @param revision of the store after it
     */
    void committed(List<StoreEvent> events, long revision);
  }
}
