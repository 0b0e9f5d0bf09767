// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each write that was asked for, in a logger of its own: {@code lateen.audit}. */
final class AuditLog {

  private static final Logger LOG = LoggerFactory.getLogger("lateen.audit");

  private AuditLog() {}

  /**
   * Notes a write.
   *
   * @param outcome what became of it, such as configured, refused or failed
   * @param revision of the store afterwards; 0 when nothing was written
   */
  static void write(Call call, String object, String outcome, long revision) {
    LOG.info(
        "caller={} method={} object=\"{}\" outcome={} revision={}",
        call.permit().caller().subject(),
        call.method(),
        printable(object),
        outcome,
        revision);
  }

  /** Names come from outside: nothing in them may start a new line of the log. */
  private static String printable(String text) {
    var safe = new StringBuilder();
    text.codePoints()
        .limit(300)
        .forEach(c -> safe.appendCodePoint(Character.isISOControl(c) || c == '"' ? '?' : c));
    return safe.toString();
  }
}
