// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.log;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.Level;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;

/** Writes each event as one line: time in UTC, level, the logger's last name, message, cause. */
final class LineLogger extends LegacyAbstractLogger {

  private static final long serialVersionUID = 1;

  private final transient PrintStream out;
  private final transient InstantSource clock;
  private final Level lowest;
  private final String shortName;

  LineLogger(String name, Level lowest, PrintStream out, InstantSource clock) {
    this.name = name;
    this.lowest = lowest;
    this.out = out;
    this.clock = clock;
    this.shortName = name.substring(name.lastIndexOf('.') + 1);
  }

  private boolean hears(Level level) {
    return level.toInt() >= lowest.toInt();
  }

  @Override
  public boolean isTraceEnabled() {
    return hears(Level.TRACE);
  }

  @Override
  public boolean isDebugEnabled() {
    return hears(Level.DEBUG);
  }

  @Override
  public boolean isInfoEnabled() {
    return hears(Level.INFO);
  }

  @Override
  public boolean isWarnEnabled() {
    return hears(Level.WARN);
  }

  @Override
  public boolean isErrorEnabled() {
    return hears(Level.ERROR);
  }

  @Override
  protected @Nullable String getFullyQualifiedCallerName() {
    return null;
  }

  @Override
  protected void handleNormalizedLoggingCall(
      Level level,
      @Nullable Marker marker,
      @Nullable String pattern,
      Object @Nullable [] arguments,
      @Nullable Throwable cause) {
    var line = new StringBuilder(160);
    line.append(clock.instant().truncatedTo(ChronoUnit.MILLIS)).append(' ').append(level);
    if (level.name().length() < 5) {
      line.append(' ');
    }
    line.append(' ').append(shortName).append(' ');
    line.append(MessageFormatter.basicArrayFormat(pattern, arguments)).append('\n');
    if (cause != null) {
      var trace = new StringWriter();
      cause.printStackTrace(new PrintWriter(trace));
      line.append(trace);
    }
    synchronized (out) {
      out.print(line);
      out.flush();
    }
  }
}
