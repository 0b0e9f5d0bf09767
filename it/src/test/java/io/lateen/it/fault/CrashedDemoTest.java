// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.it.machine.DemoRun;
import io.lateen.it.machine.Lateen;
import io.lateen.it.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A demo that is started twice, killed, started over what the killed one left, and stopped. */
@Tag("once")
class CrashedDemoTest {

  private static final Duration END = Duration.ofMinutes(1);

  @TempDir Path folder;
  private Machine machine;

  @BeforeEach
  void start() throws IOException {
    machine = Machine.start(folder);
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    machine.close();
  }

  @Test
  void nothingOfAKilledDemoStays() throws IOException, InterruptedException {
    var first = DemoRun.start(machine);
    assertASecondStartHarmsNothing(first);
    var left = namespaces(first);
    kill(first);
    assertThat(machine.networkNamespaces()).containsExactlyInAnyOrderElementsOf(left);

    var second = DemoRun.start(machine);
    assertThat(second.process().said()).contains("removed what an earlier run left");
    assertThat(machine.networkNamespaces()).containsExactlyInAnyOrderElementsOf(namespaces(second));
    var page = second.getFromHost(second.pod("productpage"), 9080, "/productpage");
    assertThat(page).contains("200 OK");

    var namespaces = namespaces(second);
    kill(second);
    var stop = second.lateen().run("demo", "stop");
    assertThat(stop.exitCode()).as(stop.toString()).isZero();
    assertNothingIsLeft(namespaces);

    var again = second.lateen().run("demo", "stop");
    assertThat(again.exitCode()).as(again.toString()).isZero();
  }

  @Test
  void withoutADemoItsCommandsSaySo() throws IOException, InterruptedException {
    for (var verb : List.of("status", "traffic")) {
      var outcome = Lateen.on(machine).run("demo", verb);

      assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(69);
      assertThat(outcome.err()).contains("no demo is running").contains("./lateen demo");
    }
  }

  private static void assertASecondStartHarmsNothing(DemoRun demo)
      throws IOException, InterruptedException {
    var outcome = demo.lateen().run("demo");

    assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(69);
    assertThat(outcome.err())
        .contains("already running (process " + demo.process().pid() + ")")
        .contains("./lateen demo stop");
    var status = demo.lateen().run("demo", "status");
    assertThat(status.exitCode()).as(status.toString()).isZero();
  }

  /** The process that looks after the demo; its children live on. */
  private void kill(DemoRun demo) throws IOException, InterruptedException {
    demo.process().signal("KILL");
    demo.process().await(END);
    assertThat(machine.processes().values()).anyMatch(line -> line.contains("envoy"));
  }

  private static List<String> namespaces(DemoRun demo) throws IOException {
    return StreamSupport.stream(demo.state().path("namespaces").spliterator(), false)
        .map(name -> name.asString(""))
        .toList();
  }

  private void assertNothingIsLeft(List<String> namespaces)
      throws IOException, InterruptedException {
    assertThat(machine.networkNamespaces()).isEmpty();
    assertThat(machine.interfaces()).isEmpty();
    assertThat(machine.processes()).isEmpty();
    assertThat(machine.see(DemoRun.FOLDER)).doesNotExist();
    assertThat(machine.see(DemoRun.FOLDER + ".lock")).doesNotExist();
    for (var namespace : namespaces) {
      assertThat(Files.exists(machine.see("/etc/netns/" + namespace))).as(namespace).isFalse();
    }
    assertThat(machine.run("nft", "list", "ruleset").out()).isBlank();
  }
}
