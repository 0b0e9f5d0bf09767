// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.Lateen;
import io.lateen.it.machine.Machine;
import io.lateen.it.machine.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator adds to the options of the control plane's JVM; asked of the JVM itself. */
@Tag("once")
class JavaOptionsTest {

  /** Makes the JVM tell its options and end. */
  private static final String TELL = "-XX:+PrintFlagsFinal -version";

  private static final String OPTIONS = "LATEEN_CONTROL_PLANE_JAVA_OPTS";

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws IOException {
    machine = Machine.start(folder);
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    machine.close();
  }

  @Test
  void theControlPlaneHasTheFirstCompilerAlone() throws IOException, InterruptedException {
    var told = Lateen.on(machine).with(OPTIONS, TELL).run("control-plane");

    assertThat(option(told, "TieredStopAtLevel")).contains("1");
    assertThat(option(told, "ReservedCodeCacheSize")).contains("134217728");
  }

  /** The warm-up runs what a proxy needs 48 times and what an edit needs 24 times. */
  @Test
  void whatTheWarmUpRunsIsCompiledByThen() throws IOException, InterruptedException {
    var told = Lateen.on(machine).with(OPTIONS, TELL).run("control-plane");

    assertThat(option(told, "Tier3InvocationThreshold")).contains("20");
    assertThat(option(told, "Tier3MinInvocationThreshold")).contains("10");
  }

  /** Of larger ones something is always in use, and none is given back (docs/decisions/068). */
  @Test
  void buffersComeFromSmallChunks() throws IOException, InterruptedException {
    var told =
        Lateen.on(machine).with(OPTIONS, "-XshowSettings:properties -version").run("control-plane");

    assertThat(told.exitCode()).as(told.toString()).isZero();
    assertThat(told.out() + told.err())
        .contains("io.grpc.netty.shaded.io.netty.allocator.maxOrder = 6");
  }

  @Test
  void whatTheOperatorAddsWins() throws IOException, InterruptedException {
    var told =
        Lateen.on(machine)
            .with(OPTIONS, "-XX:TieredStopAtLevel=4 -XX:MaxRAMPercentage=70 " + TELL)
            .run("control-plane");

    assertThat(option(told, "TieredStopAtLevel")).contains("4");
    assertThat(option(told, "MaxRAMPercentage")).contains("70.000000");
  }

  @Test
  void anOptionThatTheJvmRefusesIsTracedToWhereItWasWritten()
      throws IOException, InterruptedException {
    var told = Lateen.on(machine).with(OPTIONS, "-XX:+NoSuchOption").run("control-plane");

    assertThat(told.exitCode()).as(told.toString()).isNotZero();
    assertThat(told.out() + told.err())
        .contains("NoSuchOption")
        .contains(OPTIONS)
        .contains("change or unset");
  }

  @Test
  void otherCommandsAreNotConcerned() throws IOException, InterruptedException {
    var told = Lateen.on(machine).with(OPTIONS, TELL).run("version");

    assertThat(told.exitCode()).as(told.toString()).isZero();
    assertThat(told.out() + told.err()).doesNotContain("TieredStopAtLevel");
  }

  private static Optional<String> option(Outcome told, String name) {
    assertThat(told.exitCode()).as(told.toString()).isZero();
    return Pattern.compile(name + "\\s*=\\s*(\\S+)")
        .matcher(told.out())
        .results()
        .map(found -> found.group(1))
        .findFirst();
  }
}
