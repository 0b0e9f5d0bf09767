// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.controlplane.node.IssueEvents;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.IssuedLeaf;
import io.lateen.testkit.time.VirtualScheduler;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IssuedLogTest {

  @TempDir Path folder;

  private final VirtualScheduler scheduler = new VirtualScheduler();

  private IssuedLeaf leaf(int serial) {
    var id = SpiffeId.workload(new TrustDomain("cluster.local"), "shop", "cart");
    var end = scheduler.clock().instant().plusSeconds(60);
    return new IssuedLeaf(id, List.of(new byte[] {1}), BigInteger.valueOf(serial), end);
  }

  private IssuedLog log(long maxBytes) {
    return new IssuedLog(
        folder.resolve("audit"), maxBytes, scheduler.clock(), scheduler, Runnable::run);
  }

  private Path file(String name) {
    return folder.resolve("audit").resolve(name);
  }

  @Test
  void eachCertificateHasALineAMomentLater() throws Exception {
    var log = log(IssuedLog.MAX_BYTES);
    IssueEvents.NONE.and(log).issued(leaf(0x2a), "host1");
    assertThat(file("issued.log")).doesNotExist();
    scheduler.advance(IssuedLog.DELAY);
    assertThat(Files.readAllLines(file("issued.log")))
        .containsExactly(
            "{\"time\":\"2026-01-01T00:00:00.000Z\",\"serial\":\"2a\","
                + "\"id\":\"spiffe://cluster.local/ns/shop/sa/cart\","
                + "\"notAfter\":\"2026-01-01T00:01:00Z\",\"to\":\"host1\"}");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file("issued.log"))))
        .isEqualTo("rw-------");
    log.issued(leaf(2), "host2");
    log.close();
    assertThat(Files.readAllLines(file("issued.log"))).hasSize(2);
  }

  @Test
  void whatAFullDiskDoesNotTakeIsCounted() throws Exception {
    Files.createDirectory(folder.resolve("audit"));
    Files.createSymbolicLink(file("issued.log"), Path.of("/dev/full"));
    var log = log(IssuedLog.MAX_BYTES);
    log.issued(leaf(1), "host1");
    log.issued(leaf(2), "host2");
    scheduler.advance(IssuedLog.DELAY);
    assertThat(log.unrecorded()).isEqualTo(2);
    Files.delete(file("issued.log"));
    log.issued(leaf(3), "host1");
    log.close();
    assertThat(Files.readAllLines(file("issued.log")))
        .hasSize(2)
        .first()
        .isEqualTo("{\"unrecorded\":2}");
  }

  @Test
  void aDiskThatHasRoomAgainGetsTheNumberWithoutANewCertificate() throws Exception {
    Files.writeString(folder.resolve("audit"), "in the way");
    log(IssuedLog.MAX_BYTES).issued(leaf(1), "host1");
    scheduler.advance(IssuedLog.DELAY);
    Files.delete(folder.resolve("audit"));
    scheduler.advance(IssuedLog.AFTER_FAILURE);
    assertThat(Files.readAllLines(file("issued.log"))).containsExactly("{\"unrecorded\":1}");
  }

  @Test
  void whatIsAtRestWakesNobody() throws Exception {
    var log = log(IssuedLog.MAX_BYTES);
    log.issued(leaf(1), "host1");
    scheduler.advance(IssuedLog.DELAY);
    assertThat(scheduler.pending()).isZero();
  }

  @Test
  void filesAreBoundedAndTheOldestGoes() throws Exception {
    var log = log(100);
    for (int i = 1; i <= IssuedLog.MAX_FILES + 3; i++) {
      log.issued(leaf(i), "host1");
      scheduler.advance(IssuedLog.DELAY);
    }
    try (var files = Files.list(folder.resolve("audit"))) {
      assertThat(files).hasSize(IssuedLog.MAX_FILES);
    }
    assertThat(Files.readString(file("issued.log"))).contains("\"serial\":\"b\"");
    assertThat(Files.readString(file("issued.7.log"))).contains("\"serial\":\"4\"");
  }

  @Test
  void whatCouldNotBeRecordedIsCounted() throws Exception {
    var log = log(IssuedLog.MAX_BYTES);
    for (int i = 0; i < IssuedLog.MAX_WAITING + 5; i++) {
      log.issued(leaf(i), "host1");
    }
    assertThat(log.waiting()).isEqualTo(IssuedLog.MAX_WAITING);
    scheduler.advance(IssuedLog.DELAY);
    assertThat(log.waiting()).isZero();
    assertThat(log.unrecorded()).isEqualTo(5);
    var lines = Files.readAllLines(file("issued.log"));
    assertThat(lines).hasSize(IssuedLog.MAX_WAITING + 1);
    assertThat(lines.getFirst()).isEqualTo("{\"unrecorded\":5}");
  }

  @Test
  void aFolderThatCannotBeWrittenLosesTheLinesAndSaysSo() throws Exception {
    Files.writeString(folder.resolve("audit"), "in the way");
    var log = log(IssuedLog.MAX_BYTES);
    log.issued(leaf(1), "host1");
    scheduler.advance(IssuedLog.DELAY);
    Files.delete(folder.resolve("audit"));
    log.issued(leaf(2), "host1");
    scheduler.advance(IssuedLog.AFTER_FAILURE);
    assertThat(Files.readAllLines(file("issued.log")))
        .hasSize(2)
        .first()
        .isEqualTo("{\"unrecorded\":1}");
    assertThat(log.unrecorded()).isOne();
  }
}
