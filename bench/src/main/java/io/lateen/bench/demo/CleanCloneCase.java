// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import io.lateen.bench.report.Figure;
import io.lateen.bench.report.ScratchFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * From a clean clone of the current commit to a running demo: the build and the first start. What
 * earlier builds fetched from registries is used again.
 */
final class CleanCloneCase {

  private final Path home;

  CleanCloneCase(Path home) {
    this.home = home;
  }

  Figure run() throws IOException, InterruptedException {
    try (var folder = ScratchFolder.create()) {
      var clone = folder.path().resolve("lateen");
      var git =
          new ProcessBuilder("git", "clone", "-q", home.toString(), clone.toString())
              .inheritIO()
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (git.waitFor() != 0) {
        throw new IOException("cannot clone " + home);
      }
      try (var demo = DemoProcess.start(clone, List.of())) {
        double seconds = demo.upAfter().toNanos() / 1e9;
        return Figure.of(DemoSuite.NAME, "clean", "clean_clone_to_demo_s", "s", seconds);
      }
    }
  }
}
