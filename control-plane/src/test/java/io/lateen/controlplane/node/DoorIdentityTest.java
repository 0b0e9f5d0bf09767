// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.identity.authority.ServerName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorIdentityTest {

  @TempDir Path folder;

  private Door door;

  @BeforeEach
  void open() throws IOException {
    door = new Door(folder);
  }

  @AfterEach
  void close() {
    door.close();
  }

  @Test
  void doorsNeedARootThatIsValid() {
    var names = List.of(ServerName.of("127.0.0.1"));
    door.clock.advance(Duration.ofDays(3650).minusHours(30));
    var identity = DoorIdentity.start(door.authority, names, door.clock, door.scheduler).orThrow();
    door.advance(Duration.ofHours(30));
    identity.close();
    var late = DoorIdentity.start(door.authority, names, door.clock, door.scheduler);
    assertThat(late.problems().render()).contains("replace the root");
  }
}
