// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabStateTest {

  @TempDir Path folder = Path.of("");

  @Test
  void whatIsWrittenReadsBackEqual() throws IOException {
    var pod =
        new LabState.Pod(
            "default", "a", "u", "host1", "10.77.1.10", "lateen-a", "x", "v1", 80, true);
    var state =
        new LabState(
            "lateen",
            "10.77.0.0/16",
            3,
            "2026-01-01T00:00:00Z",
            List.of("lateen-a"),
            List.of(pod),
            List.of(new LabState.Service("default", "s", "10.78.0.11", 9080)));
    var file = folder.resolve("state.json");

    state.write(file);

    assertThat(LabState.read(file)).contains(state);
    assertThat(state.pod("x")).contains(pod);
    assertThat(state.pod("y")).isEmpty();
  }

  @Test
  void aMissingOrBrokenFileIsNoState() throws IOException {
    var file = folder.resolve("state.json");
    assertThat(LabState.read(file)).isEmpty();

    Files.writeString(file, "{\"prefix\": ");
    assertThat(LabState.read(file)).isEmpty();
  }
}
