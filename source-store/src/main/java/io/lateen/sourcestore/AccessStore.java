// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.sourcestore.audit.AuditEntry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/**
 * Who may do what, beside the configuration and never part of it: small documents by kind and name.
 * Reads come from memory and work from any thread.
 */
public final class AccessStore {

  private final Connection connection;
  private final SqliteLog log;
  private final AuditTrail audit;
  private final StoreWriter writer;
  private volatile Map<Key, String> image = Map.of();

  /** The name of a document. */
  public record Key(String kind, String name) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      var kinds = kind.compareTo(other.kind);
      return kinds != 0 ? kinds : name.compareTo(other.name);
    }
  }

  /**
   * A wish to change a document.
   *
   * @param json what it becomes; empty to remove it
   */
  public record Change(Key key, Optional<String> json) {}

  AccessStore(SqliteLog log, AuditTrail audit, StoreWriter writer) {
    this.connection = log.connection();
    this.log = log;
    this.audit = audit;
    this.writer = writer;
  }

  void load() throws SQLException {
    var loaded = new TreeMap<Key, String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT kind, name, json FROM access")) {
      while (rows.next()) {
        loaded.put(new Key(rows.getString(1), rows.getString(2)), rows.getString(3));
      }
    }
    image = Map.copyOf(loaded);
  }

  /** All documents; immutable. */
  public Map<Key, String> image() {
    return image;
  }

  /**
   * Writes all changes with their record in one transaction, or none.
   *
   * @return why it did not; empty when it is on disk
   */
  public CompletableFuture<Optional<StoreFailure>> write(List<Change> changes, AuditEntry entry) {
    return writer.run(() -> writeNow(changes, entry));
  }

  private Optional<StoreFailure> writeNow(List<Change> changes, AuditEntry entry) {
    if (writer.isClosed()) {
      return Optional.of(log.closedFailure());
    }
    var next = new TreeMap<>(image);
    changes.forEach(
        change ->
            change
                .json()
                .ifPresentOrElse(
                    json -> next.put(change.key(), json), () -> next.remove(change.key())));
    try {
      audit.write(
          List.of(entry),
          () -> {
            for (var change : changes) {
              put(change);
            }
          });
    } catch (SQLException e) {
      return Optional.of(log.failure(e));
    }
    image = Map.copyOf(next);
    return Optional.empty();
  }

  private void put(Change change) throws SQLException {
    try (var delete =
            connection.prepareStatement("DELETE FROM access WHERE kind = ? AND name = ?");
        var insert = connection.prepareStatement("INSERT INTO access VALUES (?, ?, ?)")) {
      delete.setString(1, change.key().kind());
      delete.setString(2, change.key().name());
      delete.executeUpdate();
      if (change.json().isPresent()) {
        insert.setString(1, change.key().kind());
        insert.setString(2, change.key().name());
        insert.setString(3, change.json().get());
        insert.executeUpdate();
      }
    }
  }
}
