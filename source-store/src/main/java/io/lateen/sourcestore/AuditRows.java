// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import io.lateen.sourcestore.audit.AuditChain;
import io.lateen.sourcestore.audit.AuditEntry;
import io.lateen.sourcestore.audit.AuditHead;
import io.lateen.sourcestore.audit.AuditText;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The open segment of the audit log in the file; used by the writer executor only. */
final class AuditRows {

  private final Connection connection;
  private final AuditHead.Signer signer;
  private State state = new State(0, AuditChain.START, 0, AuditChain.START);

  /**
   * Where the log stands.
   *
   * @param last sequence of the newest record
   * @param hash of the chain up to it
   * @param sealed sequence of the newest record that is in a sealed segment
   * @param sealedHash of the chain up to that
   */
  record State(long last, String hash, long sealed, String sealedHash) {

    long open() {
      return last - sealed;
    }
  }

  AuditRows(Connection connection, AuditHead.Signer signer) {
    this.connection = connection;
    this.signer = signer;
  }

  State state() {
    return state;
  }

  void load() throws SQLException {
    try (var statement = connection.createStatement()) {
      var sealed = 0L;
      var sealedHash = AuditChain.START;
      try (var rows =
          statement.executeQuery("SELECT sequence, text FROM audit_ends WHERE name = 'sealed'")) {
        if (rows.next()) {
          sealed = rows.getLong(1);
          sealedHash = rows.getString(2);
        }
      }
      state = new State(sealed, sealedHash, sealed, sealedHash);
      try (var rows =
          statement.executeQuery(
              "SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1")) {
        if (rows.next()) {
          state = new State(rows.getLong(1), rows.getString(2), sealed, sealedHash);
        }
      }
    }
  }

  /** Appends inside the caller's transaction; {@link #use} its result when that is committed. */
  State append(List<AuditEntry> entries) throws SQLException {
    var last = state.last();
    var hash = state.hash();
    try (var insert = connection.prepareStatement("INSERT INTO audit VALUES (?, ?, ?)")) {
      for (var entry : entries) {
        last++;
        var json = entry.json(last);
        hash = AuditChain.next(hash, json);
        insert.setLong(1, last);
        insert.setString(2, json);
        insert.setString(3, hash);
        insert.executeUpdate();
      }
    }
    if (!entries.isEmpty()) {
      var head = AuditHead.of(last, hash, entries.getLast().at(), signer);
      end("head", last, head.json());
    }
    return new State(last, hash, state.sealed(), state.sealedHash());
  }

  void use(State committed) {
    state = committed;
  }

  /** The open segment as text. */
  String text() throws SQLException {
    return AuditText.of(state.sealedHash(), lines(state.sealed(), Integer.MAX_VALUE), head());
  }

  private AuditHead head() throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery("SELECT text FROM audit_ends WHERE name = 'head'")) {
      return rows.next()
          ? AuditHead.parse(rows.getString(1))
              .orElseThrow(() -> new SQLException("the head of the audit log is not readable"))
          : AuditHead.of(0, AuditChain.START, Instant.EPOCH, signer);
    }
  }

  /** Records after {@code sequence}, oldest first. */
  List<AuditText.Line> lines(long sequence, int most) throws SQLException {
    try (var select =
        connection.prepareStatement(
            "SELECT sequence, record, hash FROM audit WHERE sequence > ? ORDER BY sequence"
                + " LIMIT ?")) {
      select.setLong(1, sequence);
      select.setInt(2, most);
      var lines = new ArrayList<AuditText.Line>();
      try (var rows = select.executeQuery()) {
        while (rows.next()) {
          lines.add(new AuditText.Line(rows.getLong(1), rows.getString(2), rows.getString(3)));
        }
      }
      return lines;
    }
  }

  /** Forgets the records that a sealed segment has now, and appends what to say about it. */
  void sealed(long last, String hash, List<AuditEntry> notes) throws SQLException {
    var next = new State[1];
    Transaction.run(
        connection,
        () -> {
          next[0] = append(notes);
          end("sealed", last, hash);
          try (var delete = connection.prepareStatement("DELETE FROM audit WHERE sequence <= ?")) {
            delete.setLong(1, last);
            delete.executeUpdate();
          }
        });
    state = new State(next[0].last(), next[0].hash(), last, hash);
  }

  private void end(String name, long sequence, String text) throws SQLException {
    try (var put =
        connection.prepareStatement("INSERT OR REPLACE INTO audit_ends VALUES (?,?,?)")) {
      put.setString(1, name);
      put.setLong(2, sequence);
      put.setString(3, text);
      put.executeUpdate();
    }
  }
}
