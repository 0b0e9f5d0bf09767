// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.demo;

import io.lateen.cli.shell.Shell;
import io.lateen.lab.demo.Progress;
import java.time.Duration;
import java.util.Locale;

/** Prints the steps of the demo, one line each when it is over. */
record TerminalProgress(Shell shell) implements Progress {

  private static final String BACK_TO_START = "\r\u001b[K";

  @Override
  public void begin(String step) {
    if (shell.terminal()) {
      shell.err().print(BACK_TO_START + "  ..  " + step);
      shell.err().flush();
    }
  }

  @Override
  public void done(String step, Duration took, String detail) {
    line("  ok  ", step, took, detail);
  }

  @Override
  public void failed(String step, Duration took, String detail) {
    line(" FAIL ", step, took, detail);
  }

  @Override
  public void note(String line) {
    shell.say((shell.terminal() ? BACK_TO_START : "") + "      " + line);
  }

  private void line(String verdict, String step, Duration took, String detail) {
    var text =
        String.format(
            Locale.ROOT, "%s%-34s %7.2f s  %s", verdict, step, took.toMillis() / 1000.0, detail);
    shell.say((shell.terminal() ? BACK_TO_START : "") + text.stripTrailing());
  }
}
