// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabLockTest {

  @TempDir Path folder = Path.of("");

  @Test
  void oneAtATimeAndNothingStays() throws LabException, IOException {
    var file = folder.resolve("lateen").resolve("demo.lock");
    var lock = LabLock.tryAcquire(file).orElseThrow();
    assertThat(LabLock.tryAcquire(file)).isEmpty();

    lock.close();

    assertThat(Files.exists(file)).isFalse();
    assertThat(Files.exists(file.getParent())).isFalse();
    try (var again = LabLock.tryAcquire(file).orElseThrow()) {
      assertThat(Files.readString(file).strip())
          .isEqualTo(String.valueOf(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aLeftOverFileIsNoLock() throws LabException, IOException {
    var file = folder.resolve("demo.lock");
    Files.writeString(file, "1\n");

    assertThat(LabLock.owner(file)).hasValue(1);
    try (var lock = LabLock.tryAcquire(file).orElseThrow()) {
      assertThat(Files.readString(file)).doesNotStartWith("1\n");
    }
  }
}
