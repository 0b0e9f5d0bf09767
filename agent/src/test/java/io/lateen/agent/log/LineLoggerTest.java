// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LineLoggerTest {

  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-01T10:20:30.123456789Z"));

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final LineLogger logger =
      new LineLogger(
          "io.lateen.agent.Thing",
          Level.INFO,
          new PrintStream(bytes, false, StandardCharsets.UTF_8),
          CLOCK);

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void anEventIsOneLine() {
    logger.info("workload {} is {}", "ä/b", 7);
    logger.error("bad");

    assertThat(written())
        .isEqualTo(
            """
            2026-03-01T10:20:30.123Z INFO  Thing workload ä/b is 7
            2026-03-01T10:20:30.123Z ERROR Thing bad
            """);
  }

  @Test
  void theCauseFollowsWithItsTrace() {
    logger.warn("closing {}", "it", new IllegalStateException("why"));

    assertThat(written())
        .startsWith(
            """
            2026-03-01T10:20:30.123Z WARN  Thing closing it
            java.lang.IllegalStateException: why
            \tat io.lateen.agent.log.LineLoggerTest.""");
  }

  @Test
  void whatIsBelowTheLevelIsNotWritten() {
    logger.debug("{}", "secret");

    assertThat(written()).isEmpty();
    assertThat(logger.isDebugEnabled()).isFalse();
    assertThat(logger.isInfoEnabled()).isTrue();
  }

  @Test
  void aLevelThatIsNoneMeansInfo() {
    assertThat(LineLogProvider.level("debug")).isEqualTo(Level.DEBUG);
    assertThat(LineLogProvider.level("loud")).isEqualTo(Level.INFO);
    assertThat(LineLogProvider.level("")).isEqualTo(Level.INFO);
  }
}
