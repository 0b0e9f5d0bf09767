// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.api.ObjectKey;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;

/**
 * The file: one connection, used by the writer executor only. Exclusive locking keeps a second
 * process out for as long as the store is open; every commit is synced (docs/load-bearing.md).
 */
final class SqliteLog implements AutoCloseable {

  private static final String COLUMNS =
      "r.revision, r.api_group, r.kind, r.namespace, r.name, r.action, r.author, r.at_ms, r.json,"
          + " r.uid, r.generation, r.created_s";

  private static final String OF_KEY = "api_group = ? AND kind = ? AND namespace = ? AND name = ?";

  private final Connection connection;
  private final SqliteFailures failures;

  private SqliteLog(Connection connection, SqliteFailures failures) {
    this.connection = connection;
    this.failures = failures;
  }

  /** Opens or creates the file, checks it and brings its schema up to date. */
  static SqliteLog open(Path file) throws StoreException {
    var failures = new SqliteFailures(file);
    try {
      createPrivate(file);
      var connection = settings().createConnection("jdbc:sqlite:" + file.toAbsolutePath());
      try {
        var log = new SqliteLog(connection, failures);
        log.checkAndMigrate();
        return log;
      } catch (SQLException | StoreException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failures.exception(e);
    } catch (IOException e) {
      throw new StoreException(
          new StoreFailure(
              StoreFailure.Cause.READ_ONLY,
              "The configuration store " + file + " cannot be created: " + e.getMessage() + ".",
              "Check that its folder exists and that this user may write there."),
          e);
    }
  }

  private static SQLiteConfig settings() {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setLockingMode(SQLiteConfig.LockingMode.EXCLUSIVE);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(0);
    return config;
  }

  private static void createPrivate(Path file) throws IOException {
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      // An earlier start made it.
    }
  }

  private void checkAndMigrate() throws SQLException, StoreException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA quick_check(1)")) {
      var verdict = rows.next() ? rows.getString(1) : "no answer";
      if (!verdict.equals("ok")) {
        throw new StoreException(failures.damaged(verdict.strip()), new SQLException(verdict));
      }
    }
    var version = Schema.version(connection);
    if (version > Schema.CURRENT) {
      throw new StoreException(
          failures.tooNew(version, Schema.CURRENT), new SQLException("user_version " + version));
    }
    if (version < Schema.CURRENT) {
      Schema.migrate(connection, version);
    }
  }

  StoreFailure failure(SQLException e) {
    return failures.of(e);
  }

  StoreFailure closedFailure() {
    return failures.closed();
  }

  Connection connection() {
    return connection;
  }

  void transaction(Transaction.Work work) throws SQLException {
    Transaction.run(connection, work);
  }

  /** Writes revisions inside the caller's transaction and prunes old ones. */
  void append(List<Revision> revisions, int keptPerObject) throws SQLException {
    for (var revision : revisions) {
      insert(revision);
      point(revision);
      prune(revision.key(), keptPerObject);
    }
  }

  private void insert(Revision revision) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "INSERT INTO revisions (revision, api_group, kind, namespace, name, action, author,"
                + " at_ms, json, uid, generation, created_s)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      insert.setLong(1, revision.revision());
      bind(insert, 2, revision.key());
      insert.setString(6, revision.action().name());
      insert.setString(7, revision.author());
      insert.setLong(8, revision.at().toEpochMilli());
      insert.setString(9, revision.json());
      insert.setString(10, revision.uid());
      insert.setLong(11, revision.generation());
      insert.setLong(12, revision.creation().getEpochSecond());
      insert.executeUpdate();
    }
  }

  private void point(Revision revision) throws SQLException {
    if (revision.action() == StoreEvent.Type.DELETED) {
      try (var delete = connection.prepareStatement("DELETE FROM objects WHERE " + OF_KEY)) {
        bind(delete, 1, revision.key());
        delete.executeUpdate();
      }
      return;
    }
    try (var put =
        connection.prepareStatement("INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?, ?)")) {
      bind(put, 1, revision.key());
      put.setLong(5, revision.revision());
      put.executeUpdate();
    }
  }

  private void prune(ObjectKey key, int kept) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM revisions WHERE "
                + OF_KEY
                + " AND revision <= (SELECT revision FROM"
                + " revisions WHERE "
                + OF_KEY
                + " ORDER BY revision DESC LIMIT 1 OFFSET ?)")) {
      bind(delete, 1, key);
      bind(delete, 5, key);
      delete.setInt(9, kept);
      delete.executeUpdate();
    }
  }

  /** Removes the oldest revisions of objects that no longer exist, beyond {@code kept} of them. */
  void forgetRemoved(int kept) throws SQLException {
    try (var delete =
        connection.prepareStatement(
            "DELETE FROM revisions WHERE revision < (SELECT max(revision) FROM revisions)"
                + " AND revision IN (SELECT r.revision FROM revisions r LEFT JOIN objects o"
                + " USING (api_group, kind, namespace, name) WHERE o.revision IS NULL"
                + " ORDER BY r.revision DESC LIMIT -1 OFFSET ?)")) {
      delete.setInt(1, kept);
      delete.executeUpdate();
    }
  }

  /** All current objects as events, by revision. */
  List<Revision> current() throws SQLException {
    return query("FROM objects o JOIN revisions r USING (revision) ORDER BY r.revision", s -> {});
  }

  /** The newest revisions, oldest first. */
  List<Revision> newest(int limit) throws SQLException {
    var found = query("FROM revisions r ORDER BY r.revision DESC LIMIT ?", s -> s.setInt(1, limit));
    Collections.reverse(found);
    return found;
  }

  /** Revisions of one object, newest first. */
  List<Revision> history(ObjectKey key, int limit) throws SQLException {
    return query(
        "FROM revisions r WHERE " + OF_KEY + " ORDER BY r.revision DESC LIMIT ?",
        s -> {
          bind(s, 1, key);
          s.setInt(5, limit);
        });
  }

  /** One revision, unless it was pruned or never was. */
  Optional<Revision> find(long revision) throws SQLException {
    return query("FROM revisions r WHERE r.revision = ?", s -> s.setLong(1, revision)).stream()
        .findFirst();
  }

  /**
   * Rewrites documents of one kind where they lie, history included, inside the caller's
   * transaction.
   *
   * @param document gives the same text for a document that stays
   * @return how many were changed
   */
  int rewrite(String group, String kind, UnaryOperator<String> document) throws SQLException {
    int changed = 0;
    var all =
        query("FROM revisions r WHERE api_group = ? AND kind = ?", s -> ofKind(s, group, kind));
    for (var one : all) {
      var text = document.apply(one.json());
      if (!text.equals(one.json())) {
        try (var update =
            connection.prepareStatement("UPDATE revisions SET json = ? WHERE revision = ?")) {
          update.setString(1, text);
          update.setLong(2, one.revision());
          changed += update.executeUpdate();
        }
      }
    }
    return changed;
  }

  private static void ofKind(PreparedStatement statement, String group, String kind)
      throws SQLException {
    statement.setString(1, group);
    statement.setString(2, kind);
  }

  /** The number of the newest revision ever written; removals of history keep the newest row. */
  long newestRevision() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT coalesce(max(revision), 0) FROM revisions")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private List<Revision> query(String tail, Binding binding) throws SQLException {
    try (var statement = connection.prepareStatement("SELECT " + COLUMNS + " " + tail)) {
      binding.bind(statement);
      var found = new ArrayList<Revision>();
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(revision(rows));
        }
      }
      return found;
    }
  }

  private static Revision revision(ResultSet row) throws SQLException {
    return new Revision(
        row.getLong(1),
        new ObjectKey(row.getString(2), row.getString(3), row.getString(4), row.getString(5)),
        StoreEvent.Type.valueOf(row.getString(6)),
        row.getString(7),
        Instant.ofEpochMilli(row.getLong(8)),
        row.getString(9),
        row.getString(10),
        row.getLong(11),
        Instant.ofEpochSecond(row.getLong(12)));
  }

  private static void bind(PreparedStatement statement, int first, ObjectKey key)
      throws SQLException {
    statement.setString(first, key.group());
    statement.setString(first + 1, key.kind());
    statement.setString(first + 2, key.namespace());
    statement.setString(first + 3, key.name());
  }

  /** Only for tests of the full disk: SQLite's page limit stands in for the end of the disk. */
  void limitPages(int pages) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("PRAGMA max_page_count = " + pages);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }

  private interface Binding {
    void bind(PreparedStatement statement) throws SQLException;
  }
}
