// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.ControlPlane;
import io.lateen.it.machine.Machine;
import io.lateen.it.machine.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the store is full: writes are refused with the reason, everything else goes on. */
@Tag("once")
class FullDiskTest {

  private static final String DISK = "/run/disk";

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws IOException, InterruptedException {
    machine = Machine.start(folder);
    assertOk(machine.run("mkdir", DISK));
    assertOk(machine.run("mount", "-t", "tmpfs", "-o", "size=4m", "lateen-it", DISK));
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    machine.close();
  }

  @Test
  void writesAreRefusedUntilThereIsRoom() throws IOException, InterruptedException {
    try (var plane = ControlPlane.start(machine, folder, DISK + "/data")) {
      assertOk(plane.lateen().run("apply", "-f", document("before")));
      // Ends with an error of its own once the disk is full; that is its purpose.
      machine.run("dd", "if=/dev/zero", "of=" + DISK + "/filler", "bs=4k");

      var refused = plane.lateen().run("apply", "-f", document("meanwhile"));

      assertThat(refused.exitCode()).as(refused.toString()).isEqualTo(69);
      assertThat(refused.err()).contains("is full").contains("fix ");
      assertThat(names(plane)).isEqualTo("virtualservice.networking.istio.io/before\n");

      assertOk(machine.run("rm", DISK + "/filler"));
      assertOk(plane.lateen().run("apply", "-f", document("after")));
      assertThat(names(plane)).contains("before").contains("after").doesNotContain("meanwhile");
    }
    try (var again = ControlPlane.start(machine, folder, DISK + "/data")) {
      assertThat(names(again)).contains("before").contains("after").doesNotContain("meanwhile");
    }
  }

  private static String names(ControlPlane plane) throws IOException, InterruptedException {
    var outcome = plane.lateen().run("get", "virtualservices", "-o", "name");
    assertOk(outcome);
    return outcome.out();
  }

  /** Larger than what may be left of a page that the store has already. */
  private String document(String name) throws IOException {
    var text =
        """
        apiVersion: networking.istio.io/v1
        kind: VirtualService
        metadata:
          name: %s
          annotations: {note: %s}
        spec:
          hosts: [%s.example.com]
          http: [{route: [{destination: {host: reviews}}]}]
        """
            .formatted(name, "n".repeat(100_000), name);
    return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
  }

  private static void assertOk(Outcome outcome) {
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }
}
