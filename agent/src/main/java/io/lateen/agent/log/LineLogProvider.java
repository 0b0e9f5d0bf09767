// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/**
 * Gives SLF4J its loggers. Libraries are heard from WARN on, Lateen from the level in the system
 * property {@code lateen.log} on.
 */
public final class LineLogProvider implements SLF4JServiceProvider {

  /** System property with the level of Lateen's own loggers. */
  private static final String LEVEL = "lateen.log";

  private static final String OWN = "io.lateen.";

  private final IMarkerFactory markers = new BasicMarkerFactory();
  private final MDCAdapter context = new NOPMDCAdapter();
  private final Map<String, Logger> loggers = new ConcurrentHashMap<>();
  private final PrintStream out =
      new PrintStream(new FileOutputStream(FileDescriptor.err), false, StandardCharsets.UTF_8);
  private final Level own = level(System.getProperty(LEVEL, ""));

  /** INFO for what is no level. */
  static Level level(String name) {
    for (var level : Level.values()) {
      if (level.name().equalsIgnoreCase(name)) {
        return level;
      }
    }
    return Level.INFO;
  }

  private Logger logger(String name) {
    return loggers.computeIfAbsent(
        name,
        key ->
            new LineLogger(
                key, key.startsWith(OWN) ? own : Level.WARN, out, InstantSource.system()));
  }

  @Override
  public ILoggerFactory getLoggerFactory() {
    return this::logger;
  }

  @Override
  public IMarkerFactory getMarkerFactory() {
    return markers;
  }

  @Override
  public MDCAdapter getMDCAdapter() {
    return context;
  }

  @Override
  public String getRequestedApiVersion() {
    return "2.0.99";
  }

  @Override
  public void initialize() {}
}
