// SPDX-License-Identifier: Apache-2.0
package io.lateen.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The fuzzer on each target, in a process of its own and for a bounded time. What breaks a promise
 * is kept in {@code target/fuzz} and named by the failure.
 */
class CoverageTest {

  /** Seconds for each target. */
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 30);

  /** Seconds from which on all seeds are worth their time. */
  private static final int LONG = 300;

  private static final int FEW = 40;

  /** The start of a process that other load slows down. */
  private static final int PATIENCE = 240;

  private static final int MAX_LENGTH = 8_192;
  private static final int TOLD_LINES = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(classes = {DocumentTarget.class, MeshTarget.class})
  void nothingBreaksAPromise(Class<?> target) throws IOException, InterruptedException {
    var seeds = Files.createDirectory(folder.resolve("seeds"));
    Seeds.copyTo(seeds, SECONDS < LONG ? FEW : 1);
    var found = Files.createDirectories(Path.of("target", "fuzz", target.getSimpleName()));
    var log = folder.resolve("log").toFile();
    var process =
        new ProcessBuilder(command(target, found, seeds))
            .redirectErrorStream(true)
            .redirectOutput(log)
            .start();
    boolean ended = process.waitFor(SECONDS + PATIENCE, TimeUnit.SECONDS);
    process.destroyForcibly().waitFor();
    var said = Files.readAllLines(log.toPath());
    var end = String.join("\n", said.subList(Math.max(0, said.size() - TOLD_LINES), said.size()));
    assertThat(ended).as("ends by itself\n%s", end).isTrue();
    assertThat(process.exitValue()).as("%s", end).isZero();
    assertThat(end).contains("Done ");
    said.stream()
        .filter(line -> line.startsWith("Done ") || line.contains(" cov: "))
        .reduce((first, second) -> second.startsWith("Done ") ? first + ", " + second : second)
        .ifPresent(line -> System.out.println(target.getSimpleName() + " " + line));
  }

  private List<String> command(Class<?> target, Path found, Path seeds) {
    var command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(List.of("-Xmx768m", "-XX:+UseSerialGC", "-XX:+EnableDynamicAgentLoading"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.add("com.code_intelligence.jazzer.Jazzer");
    command.add("--target_class=" + target.getName());
    command.add("--instrumentation_includes=io.lateen.**");
    command.add("--custom_hook_includes=io.lateen.**");
    command.add("--reproducer_path=" + found);
    command.addAll(List.of("-artifact_prefix=" + found + "/", "-seed=1", "-timeout=120"));
    command.addAll(List.of("-max_len=" + MAX_LENGTH, "-max_total_time=" + SECONDS));
    command.addAll(List.of("-rss_limit_mb=2048", "-print_final_stats=1"));
    command.add(seeds.toString());
    return command;
  }

  /** Of this process; the one on its command line may be a jar that only names the others. */
  private static String classPath() {
    var real = System.getProperty("surefire.test.class.path");
    return real == null ? System.getProperty("java.class.path") : real;
  }
}
