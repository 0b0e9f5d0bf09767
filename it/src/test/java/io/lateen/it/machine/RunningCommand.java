// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A command under way on a {@link Machine}.
 *
 * @param pid its number there
 * @param entered the process of this machine that stands for it
 */
public record RunningCommand(Machine machine, long pid, Process entered, Path out, Path err) {

  /** All it has said so far, first what went to standard output. */
  public String said() throws IOException {
    return Files.readString(out) + Files.readString(err);
  }

  /** Waits until it says {@code text}; fails when it ends before. */
  public void awaitWord(String text, Duration limit) throws IOException, InterruptedException {
    Eventually.within(
        limit, () -> "it says " + text + ": " + said(), () -> said().contains(text) || ended());
    if (!said().contains(text)) {
      throw new AssertionError("it ended without saying " + text + ":\n" + said());
    }
  }

  /** Waits for its end. */
  public Outcome await(Duration limit) throws IOException, InterruptedException {
    if (!entered.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new AssertionError("it did not end within " + limit + ":\n" + said());
    }
    return new Outcome(entered.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Sends a signal by its name, such as {@code KILL}. */
  public void signal(String name) throws IOException, InterruptedException {
    machine.signal(pid, name);
  }

  private boolean ended() {
    return !entered.isAlive();
  }
}
