// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

  @TempDir Path folder;

  @Test
  void aLongLogIsCutWhileItsWriterHoldsIt() throws IOException {
    var file = folder.resolve("envoy.log");
    var log = new LogFile(file);
    try (var writer =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writer.write(new byte[(int) LogFile.MAX_BYTES]);
      log.trim();
      assertThat(Files.size(file)).isEqualTo(LogFile.MAX_BYTES);
      writer.write('x');
      log.trim();
      assertThat(Files.size(file)).isZero();
      assertThat(Files.size(folder.resolve("envoy.log.1"))).isEqualTo(LogFile.MAX_BYTES + 1);
      writer.write('y');
      assertThat(Files.readString(file)).isEqualTo("y");
    }
    log.delete();
    assertThat(folder).isEmptyDirectory();
  }
}
