// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** Turns SQLite's result codes (sqlite.org/rescode.html) into failures with a remedy. */
final class SqliteFailures {

  private final Path file;

  SqliteFailures(Path file) {
    this.file = file;
  }

  StoreException exception(SQLException e) {
    return new StoreException(of(e), e);
  }

  StoreFailure of(SQLException e) {
    if (!(e instanceof SQLiteException sqlite)) {
      return io(e);
    }
    // Extended codes carry the primary one in their low byte.
    return switch (sqlite.getResultCode().code & 0xff) {
      case 13 -> full();
      case 8, 14, 3 -> readOnly();
      case 11, 26 -> damaged(sqlite.getResultCode().message);
      case 5, 6 -> inUse();
      default -> io(e);
    };
  }

  StoreFailure damaged(String detail) {
    return new StoreFailure(
        StoreFailure.Cause.DAMAGED,
        "The configuration store " + file + " is damaged: " + detail + ".",
        "Put back a copy of it, or move it away with `mv "
            + file
            + " "
            + file
            + ".damaged` and apply the configuration again.");
  }

  StoreFailure tooNew(int found, int known) {
    return new StoreFailure(
        StoreFailure.Cause.TOO_NEW,
        "The configuration store "
            + file
            + " has schema "
            + found
            + ", this version of Lateen knows schemas up to "
            + known
            + ".",
        "Start the version of Lateen that wrote it, or a newer one.");
  }

  StoreFailure closed() {
    return new StoreFailure(
        StoreFailure.Cause.CLOSED,
        "The configuration store is closed.",
        "Try again after a start.");
  }

  private StoreFailure full() {
    return new StoreFailure(
        StoreFailure.Cause.FULL,
        "The disk of the configuration store " + file + " is full; nothing was changed.",
        "Free some space there and repeat the call; reading goes on meanwhile.");
  }

  private StoreFailure readOnly() {
    return new StoreFailure(
        StoreFailure.Cause.READ_ONLY,
        "The configuration store " + file + " cannot be written.",
        "Check the owner and mode of its folder, and that its file system is mounted writable.");
  }

  private StoreFailure inUse() {
    return new StoreFailure(
        StoreFailure.Cause.IN_USE,
        "Another process has the configuration store " + file + " open.",
        "Stop the other control plane, or give this one a dataDir of its own.");
  }

  private StoreFailure io(SQLException e) {
    return new StoreFailure(
        StoreFailure.Cause.IO,
        "The configuration store " + file + " failed: " + e.getMessage() + ".",
        "Check the disk; nothing was changed.");
  }
}
