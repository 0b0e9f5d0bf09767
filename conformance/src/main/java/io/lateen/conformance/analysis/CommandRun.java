// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.analysis;

import io.lateen.cli.Lateen;
import io.lateen.cli.shell.Shell;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * A command that ran inside this process.
 *
 * @param data what it wrote to stdout
 * @param talk what it wrote to stderr
 */
record CommandRun(int exitCode, String data, String talk) {

  /** The exit code of commands that found errors in what they were asked to judge. */
  static final int ERRORS_FOUND = 79;

  static CommandRun of(List<String> words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var shell =
        new Shell(
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            Map.of("NO_COLOR", "1"),
            false,
            InstantSource.system());
    int code = Lateen.run(words.toArray(String[]::new), shell);
    shell.err().flush();
    return new CommandRun(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
