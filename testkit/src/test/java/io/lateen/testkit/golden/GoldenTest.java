// SPDX-License-Identifier: Apache-2.0
package io.lateen.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenTest {

  @TempDir private Path folder;

  @Test
  void aDifferenceNamesTheLine() throws Exception {
    var file = folder.resolve("x.out.yaml");
    Files.writeString(file, "a\nb\nc\n");
    Golden.verify(file, "a\nb\nc\n", false);
    assertThatThrownBy(() -> Golden.verify(file, "a\nB\nc\n", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("x.out.yaml:2")
        .hasMessageContaining("- b")
        .hasMessageContaining("+ B");
  }

  @Test
  void aMissingFileFailsAndAnUpdateWritesIt() {
    var file = folder.resolve("new/x.out.yaml");
    assertThatThrownBy(() -> Golden.verify(file, "text", false))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("is missing");
    Golden.verify(file, "text", true);
    Golden.verify(file, "text", false);
    assertThat(file).hasContent("text");
  }

  @Test
  void casesAreFoundByTheirInput() throws Exception {
    Files.writeString(folder.resolve("weighted.in.yaml"), "x: 1");
    Files.writeString(folder.resolve("weighted.out.yaml"), "y: 1");
    var cases = GoldenCase.of(folder.toAbsolutePath().toString());
    assertThat(cases).extracting(GoldenCase::name).containsExactly("weighted");
    assertThat(cases.getFirst().text()).isEqualTo("x: 1");
  }
}
