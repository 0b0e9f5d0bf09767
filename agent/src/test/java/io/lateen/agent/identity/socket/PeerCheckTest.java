// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerCheckTest {

  private static final int ENVOY = 1337;
  private static final int PID = 42;

  @TempDir Path folder;

  private Path mine;
  private Path theirs;

  @BeforeEach
  void makeNamespaces() throws IOException {
    mine = Files.createFile(folder.resolve("mine"));
    theirs = Files.createFile(folder.resolve("theirs"));
  }

  /** A process table in which process 42 is in the network of {@code namespace}. */
  private Path processIn(Path namespace) throws IOException {
    var ns = Files.createDirectories(folder.resolve("proc").resolve("" + PID).resolve("ns"));
    Files.deleteIfExists(ns.resolve("net"));
    Files.createSymbolicLink(ns.resolve("net"), namespace);
    return folder.resolve("proc");
  }

  private static void assertRefused(Verdict verdict, String reason) {
    assertThat(verdict).isInstanceOf(Verdict.Refused.class);
    assertThat(((Verdict.Refused) verdict).reason()).contains(reason);
  }

  @Test
  void envoyInTheWorkloadsNetworkIsAllowed() throws IOException {
    var check = PeerCheck.workload(ENVOY, mine, processIn(mine));
    assertThat(check.check(new PeerProcess(PID, ENVOY))).isEqualTo(new Verdict.Allowed());
    assertThat(check.check(new PeerProcess(PID, 0))).isEqualTo(new Verdict.Allowed());
  }

  @Test
  void theApplicationIsRefused() throws IOException {
    var check = PeerCheck.workload(ENVOY, mine, processIn(mine));
    assertRefused(check.check(new PeerProcess(PID, 1000)), "user 1000");
  }

  @Test
  void envoyOrRootOfAnotherWorkloadIsRefused() throws IOException {
    var check = PeerCheck.workload(ENVOY, mine, processIn(theirs));
    assertRefused(check.check(new PeerProcess(PID, ENVOY)), "not in the workload's network");
    assertRefused(check.check(new PeerProcess(PID, 0)), "not in the workload's network");
  }

  @Test
  void aProcessThatIsGoneOrInvisibleIsRefused() throws IOException {
    var check = PeerCheck.workload(ENVOY, mine, processIn(mine));
    assertRefused(check.check(new PeerProcess(PID + 1, ENVOY)), "not known");
    assertRefused(check.check(new PeerProcess(0, ENVOY)), "not visible");
    assertRefused(check.check(new PeerProcess(-1, ENVOY)), "not visible");
  }

  @Test
  void withoutTheWorkloadsNamespaceNobodyIsAllowed() throws IOException {
    var check = PeerCheck.workload(ENVOY, folder.resolve("absent"), processIn(mine));
    assertRefused(check.check(new PeerProcess(PID, ENVOY)), "not known");
  }

  @Test
  void theRealProcessTableIsRead() {
    var self = new PeerProcess((int) ProcessHandle.current().pid(), ENVOY);
    var here = PeerCheck.workload(ENVOY, Path.of("/proc/self/ns/net"));
    assertThat(here.check(self)).isEqualTo(new Verdict.Allowed());
    var elsewhere = PeerCheck.workload(ENVOY, Path.of("/proc/self/ns/pid"));
    assertRefused(elsewhere.check(self), "not in the workload's network");
  }
}
