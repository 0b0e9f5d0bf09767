// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The tables, and the steps that lead from any earlier schema to the newest. */
final class Schema {

  /** Step n brings schema n to n + 1; the number lives in SQLite's user_version. */
  private static final List<List<String>> MIGRATIONS =
      List.of(
          List.of(
              """
              CREATE TABLE revisions (
                revision   INTEGER PRIMARY KEY,
                api_group  TEXT NOT NULL,
                kind       TEXT NOT NULL,
                namespace  TEXT NOT NULL,
                name       TEXT NOT NULL,
                action     TEXT NOT NULL CHECK (action IN ('ADDED', 'MODIFIED', 'DELETED')),
                author     TEXT NOT NULL,
                at_ms      INTEGER NOT NULL,
                json       TEXT NOT NULL,
                uid        TEXT NOT NULL,
                generation INTEGER NOT NULL,
                created_s  INTEGER NOT NULL
              ) STRICT
              """,
              "CREATE INDEX revisions_of ON revisions (api_group, kind, namespace, name, revision)",
              """
              CREATE TABLE objects (
                api_group TEXT NOT NULL,
                kind      TEXT NOT NULL,
                namespace TEXT NOT NULL,
                name      TEXT NOT NULL,
                revision  INTEGER NOT NULL REFERENCES revisions (revision),
                PRIMARY KEY (api_group, kind, namespace, name)
              ) STRICT, WITHOUT ROWID
              """),
          List.of(
              """
              CREATE TABLE access (
                kind TEXT NOT NULL,
                name TEXT NOT NULL,
                json TEXT NOT NULL,
                PRIMARY KEY (kind, name)
              ) STRICT, WITHOUT ROWID
              """,
              """
              CREATE TABLE audit (
                sequence INTEGER PRIMARY KEY,
                record   TEXT NOT NULL,
                hash     TEXT NOT NULL
              ) STRICT
              """,
              // What a sealed segment ended with, and the head of all that follows.
              """
              CREATE TABLE audit_ends (
                name     TEXT PRIMARY KEY CHECK (name IN ('sealed', 'head')),
                sequence INTEGER NOT NULL,
                text     TEXT NOT NULL
              ) STRICT, WITHOUT ROWID
              """));

  /** The schema that this version writes. */
  static final int CURRENT = MIGRATIONS.size();

  private Schema() {}

  static int version(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("PRAGMA user_version")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  /** Brings the file to {@link #CURRENT}, all steps in one transaction. */
  static void migrate(Connection connection, int from) throws SQLException {
    Transaction.run(
        connection,
        () -> {
          try (var statement = connection.createStatement()) {
            for (var step : MIGRATIONS.subList(from, CURRENT)) {
              for (var sql : step) {
                statement.execute(sql);
              }
            }
            statement.execute("PRAGMA user_version = " + CURRENT);
          }
        });
  }
}
