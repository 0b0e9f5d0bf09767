// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditEntry;
import io.lateen.sourcestore.audit.AuditSettings;
import io.lateen.sourcestore.audit.AuditText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log of a store: appended in the transactions of the changes, sealed into files when a
 * segment is full. Methods may be called from any thread; work runs on the store's writer.
 */
public final class AuditTrail {

  private static final Logger LOG = LoggerFactory.getLogger(AuditTrail.class);

  private final SqliteLog log;
  private final AuditRows rows;
  private final AuditSegments segments;
  private final AuditSettings settings;
  private final StoreWriter writer;
  private final InstantSource clock;
  private volatile long last;
  private volatile int files;

  /** Where the log is kept, and how much of it. */
  record Parts(AuditRows rows, AuditSegments segments, AuditSettings settings) {}

  AuditTrail(SqliteLog log, Parts parts, StoreWriter writer, InstantSource clock) {
    this.log = log;
    this.rows = parts.rows();
    this.segments = parts.segments();
    this.settings = parts.settings();
    this.writer = writer;
    this.clock = clock;
  }

  void load() throws SQLException {
    rows.load();
    last = rows.state().last();
    try {
      for (var file : segments.files()) {
        // A start that was killed between file and transaction: the records are still in the store.
        if (AuditSegments.last(file) > rows.state().sealed()) {
          Files.deleteIfExists(file);
        }
      }
      files = segments.files().size();
    } catch (IOException e) {
      LOG.warn("the segments of the audit log cannot be listed: {}", e.getMessage());
    }
  }

  /** Records ever written. */
  public long last() {
    return last;
  }

  /** Sealed segments on the disk. */
  public int segments() {
    return files;
  }

  /**
   * Appends records of what no change of the store tells. Nothing may be done of which the record
   * was not taken.
   *
   * @return why it was not taken; empty when it is on disk
   */
  public CompletableFuture<Optional<StoreFailure>> note(List<AuditEntry> entries) {
    return writer.run(
        () -> {
          if (writer.isClosed()) {
            return Optional.of(log.closedFailure());
          }
          try {
            write(entries, () -> {});
            return Optional.empty();
          } catch (SQLException e) {
            return Optional.of(log.failure(e));
          }
        });
  }

  /** Runs statements and appends their records, all in one transaction; on the writer. */
  void write(List<AuditEntry> entries, Transaction.Work work) throws SQLException {
    var next = new AuditRows.State[1];
    log.transaction(
        () -> {
          work.run();
          next[0] = rows.append(entries);
        });
    rows.use(next[0]);
    last = rows.state().last();
    if (rows.state().open() >= settings.records()) {
      seal();
    }
  }

  /** A failure leaves the segment open: it grows, and the next write tries again. */
  private void seal() {
    var state = rows.state();
    try {
      segments.write(state.last(), rows.text());
      var gone = surplus();
      rows.sealed(state.last(), state.hash(), gone.isEmpty() ? List.of() : List.of(told(gone)));
      for (var file : gone) {
        Files.deleteIfExists(file);
      }
      last = rows.state().last();
      files = segments.files().size();
    } catch (IOException | SQLException e) {
      LOG.error("the audit log's segment up to {} is not sealed: {}", state.last(), e.getMessage());
    }
  }

  private List<Path> surplus() throws IOException {
    var all = segments.files();
    return all.subList(0, Math.max(0, all.size() - settings.segments()));
  }

  private AuditEntry told(List<Path> gone) {
    var object = "records up to " + AuditSegments.last(gone.getLast());
    return AuditEntry.of(clock.instant(), Actor.SYSTEM, "forget", object, "deleted");
  }

  /** Records after {@code sequence}, oldest first; fails with {@link StoreException}. */
  public CompletableFuture<List<AuditText.Line>> after(long sequence, int most) {
    return writer.read(
        () -> {
          var found = new ArrayList<AuditText.Line>();
          for (var file : segments.files()) {
            if (found.size() < most && AuditSegments.last(file) > sequence) {
              read(file, sequence, most, found);
            }
          }
          if (found.size() < most) {
            var from = Math.max(sequence, rows.state().sealed());
            found.addAll(rows.lines(from, most - found.size()));
          }
          return List.copyOf(found);
        });
  }

  private static void read(Path file, long sequence, int most, List<AuditText.Line> found)
      throws IOException {
    long number = AuditSegments.last(file);
    var lines = new ArrayList<String>();
    try (var reader = Files.newBufferedReader(file)) {
      reader.lines().filter(line -> line.startsWith(AuditText.RECORD)).forEach(lines::add);
    }
    number -= lines.size();
    for (var line : lines) {
      number++;
      if (number > sequence && found.size() < most) {
        var rest = line.substring(AuditText.RECORD.length());
        var space = rest.indexOf(' ');
        found.add(new AuditText.Line(number, rest.substring(space + 1), rest.substring(0, space)));
      }
    }
  }

  /**
   * All that is there: sealed segments, then the open one.
   *
   * @param sealed files, oldest first
   * @param open text of the segment that is not sealed, with its head
   */
  public record Export(List<Path> sealed, String open) {}

  /** What a copy of the log consists of; fails with {@link StoreException}. */
  public CompletableFuture<Export> export() {
    return writer.read(() -> new Export(segments.files(), rows.text()));
  }
}
