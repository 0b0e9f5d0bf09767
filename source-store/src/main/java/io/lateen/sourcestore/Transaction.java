// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs statements as one transaction; the first failure is the one that is thrown. */
final class Transaction {

  private Transaction() {}

  /** Statements that belong together. */
  interface Work {
    void run() throws SQLException;
  }

  static void run(Connection connection, Work work) throws SQLException {
    execute(connection, "BEGIN IMMEDIATE");
    try {
      work.run();
      execute(connection, "COMMIT");
    } catch (SQLException | RuntimeException e) {
      try {
        execute(connection, "ROLLBACK");
      } catch (SQLException rollback) {
        // A full disk or an I/O error has rolled back already (sqlite.org/lang_transaction.html).
        e.addSuppressed(rollback);
      }
      throw e;
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
