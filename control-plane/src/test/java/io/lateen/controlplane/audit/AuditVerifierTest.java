// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.lateen.controlplane.audit.AuditFinding.Kind;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.ServerName;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditChain;
import io.lateen.sourcestore.audit.AuditEntry;
import io.lateen.sourcestore.audit.AuditHead;
import io.lateen.sourcestore.audit.AuditText;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is done to a copy of the log, the verifier says what and where. */
class AuditVerifierTest {

  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
  private static final TrustDomain DOMAIN = new TrustDomain("cluster.local");
  private static final int RECORDS = 12;

  @TempDir Path folder;
  private CertificateAuthority authority;
  private HeadSigner signer;

  @BeforeEach
  void open() {
    authority = authority("ca");
    signer = signer(authority, SpiffeId.controlPlane(DOMAIN));
  }

  private CertificateAuthority authority(String name) {
    return CertificateAuthority.open(
            folder.resolve(name),
            AuthoritySettings.of(DOMAIN),
            InstantSource.fixed(NOW),
            new SecureRandom())
        .orThrow();
  }

  private static HeadSigner signer(CertificateAuthority authority, SpiffeId id) {
    KeyedSvid svid = authority.issueServer(id, List.of(ServerName.of("localhost"))).orThrow();
    return new HeadSigner(() -> Optional.of(svid));
  }

  private static List<AuditText.Line> records(long after, String previous, String... objects) {
    var lines = new ArrayList<AuditText.Line>();
    var hash = previous;
    var sequence = after;
    for (var object : objects) {
      sequence++;
      var actor = new Actor("ann", "editor", "POST /x");
      var json = AuditEntry.of(NOW, actor, "create", object, "created").json(sequence);
      hash = AuditChain.next(hash, json);
      lines.add(new AuditText.Line(sequence, json, hash));
    }
    return lines;
  }

  private List<String> log() {
    return log(signer);
  }

  private static List<String> log(AuditHead.Signer signer) {
    var objects = new String[RECORDS];
    for (var i = 0; i < RECORDS; i++) {
      objects[i] = "Service a/s" + i;
    }
    var lines = records(0, AuditChain.START, objects);
    var head = AuditHead.of(RECORDS, lines.getLast().hash(), NOW, signer);
    return new ArrayList<>(AuditText.of(AuditChain.START, lines, head).lines().toList());
  }

  private AuditProof verify(List<String> lines) {
    try {
      var verifier = AuditVerifier.trusting(authority.bundle().pem());
      lines.forEach(verifier::line);
      return verifier.proof();
    } catch (CertificateException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rootsAreAuthorities() {
    assertThatThrownBy(() -> AuditVerifier.trusting("")).isInstanceOf(CertificateException.class);
    assertThatThrownBy(() -> AuditVerifier.trusting(authority.bundle().pem().repeat(9)))
        .hasMessageContaining("1 to 8");
    var leaf =
        authority
            .issueServer(SpiffeId.controlPlane(DOMAIN), List.of(ServerName.of("localhost")))
            .orThrow();
    assertThatThrownBy(() -> AuditVerifier.trusting(leaf.svid().pem()))
        .hasMessageContaining("no certificate authority");
  }

  private void finds(List<String> lines, Tuple... expected) {
    assertThat(verify(lines).intact()).isEqualTo(expected.length == 0);
    assertThat(verify(lines).findings())
        .extracting(AuditFinding::kind, AuditFinding::sequence)
        .containsExactlyInAnyOrder(expected);
  }

  @Test
  void anUntouchedLogIsIntact() {
    var proof = verify(log());
    assertThat(proof.findings()).isEmpty();
    assertThat(proof.intact()).isTrue();
    assertThat(proof).extracting(AuditProof::first, AuditProof::last).containsExactly(1L, 12L);
    assertThat(proof.heads()).isEqualTo(1);
  }

  @Test
  void anEmptyLogIsIntact() {
    var head = AuditHead.of(0, AuditChain.START, NOW, AuditHead.Signer.NONE);
    finds(AuditText.of(AuditChain.START, List.of(), head).lines().toList());
  }

  @Test
  void anAlteredRecordIsNamed() {
    for (var i = 1; i <= RECORDS; i++) {
      var lines = log();
      lines.set(i, lines.get(i).replace("\"ann\"", "\"eve\""));
      finds(lines, tuple(Kind.ALTERED, (long) i));
    }
  }

  @Test
  void anAlteredHashIsNamedWithTheRecordThatBuildsOnIt() {
    var lines = log();
    lines.set(4, lines.get(4).replaceFirst("record [0-9a-f]{4}", "record 0000"));
    finds(lines, tuple(Kind.ALTERED, 4L), tuple(Kind.ALTERED, 5L));
  }

  @Test
  void removedRecordsAreNamed() {
    for (var i = 1; i < RECORDS; i++) {
      var lines = log();
      lines.remove(i);
      finds(lines, tuple(Kind.REMOVED, (long) i));
    }
    var lines = log();
    lines.subList(3, 6).clear();
    assertThat(verify(lines).findings().getFirst().message())
        .isEqualTo("records 3 to 5 were removed");
  }

  @Test
  void aCutEndIsNamed() {
    var lines = log();
    lines.remove(RECORDS);
    finds(lines, tuple(Kind.TRUNCATED, 12L));
    lines.remove(lines.size() - 1);
    finds(lines, tuple(Kind.TRUNCATED, 11L));
    finds(List.of(), tuple(Kind.TRUNCATED, 0L));
  }

  @Test
  void movedRecordsAreNamed() {
    var lines = log();
    Collections.swap(lines, 5, 6);
    finds(lines, tuple(Kind.MOVED, 5L));
    var far = log();
    far.add(9, far.remove(3));
    finds(far, tuple(Kind.MOVED, 3L));
    var middle = log();
    middle.subList(3, 6).clear();
    middle.add(8, log().get(4));
    finds(middle, tuple(Kind.MOVED, 4L), tuple(Kind.REMOVED, 3L), tuple(Kind.REMOVED, 5L));
  }

  @Test
  void aRepeatedRecordIsNamed() {
    var lines = log();
    lines.add(8, lines.get(7));
    finds(lines, tuple(Kind.MOVED, 7L));
  }

  @Test
  void aLogThatWasWrittenAnewDoesNotFitItsHead() {
    var forged = records(0, AuditChain.START, "a", "b", "c");
    var head = AuditHead.parse(log().getLast().substring(AuditText.HEAD.length())).orElseThrow();
    var stolen = new AuditHead(3, head.hash(), head.at(), head.signature(), head.certificates());
    finds(
        AuditText.of(AuditChain.START, forged, stolen).lines().toList(), tuple(Kind.UNSIGNED, 3L));
    var real = AuditHead.of(3, "f".repeat(64), NOW, signer);
    finds(AuditText.of(AuditChain.START, forged, real).lines().toList(), tuple(Kind.REWRITTEN, 3L));
  }

  @Test
  void onlyAControlPlaneOfTheTrustedRootsSigns() {
    finds(
        log(signer(authority("other"), SpiffeId.controlPlane(DOMAIN))), tuple(Kind.UNSIGNED, 12L));
    finds(log(signer(authority, SpiffeId.workload(DOMAIN, "a", "b"))), tuple(Kind.UNSIGNED, 12L));
    finds(log(AuditHead.Signer.NONE), tuple(Kind.UNSIGNED, 12L));
    AuditHead.Signer garbled =
        statement -> new AuditHead.Signed(new byte[] {1}, signer.sign(statement).certificates());
    finds(log(garbled), tuple(Kind.UNSIGNED, 12L));
    AuditHead.Signer other =
        statement ->
            new AuditHead.Signed(
                signer.sign(new byte[1]).signature(), signer.sign(statement).certificates());
    finds(log(other), tuple(Kind.UNSIGNED, 12L));
  }

  @Test
  void aCertificateThatHadEndedSignsNothing() {
    var lines = records(0, AuditChain.START, "a");
    var late = NOW.plus(Duration.ofDays(30));
    var head = AuditHead.of(1, lines.getFirst().hash(), late, signer);
    finds(AuditText.of(AuditChain.START, lines, head).lines().toList(), tuple(Kind.UNSIGNED, 1L));
  }

  private List<String> segment(List<AuditText.Line> lines, String previous) {
    var last = lines.getLast();
    var head = AuditHead.of(last.sequence(), last.hash(), NOW, signer);
    return AuditText.of(previous, lines, head).lines().toList();
  }

  @Test
  void segmentsThatFollowEachOtherAreOneLog() {
    var one = records(0, AuditChain.START, "a", "b");
    var two = records(2, one.getLast().hash(), "c");
    var three = records(3, two.getLast().hash(), "d", "e");
    var all = new ArrayList<String>();
    all.addAll(segment(one, AuditChain.START));
    var start = all.size();
    all.addAll(segment(two, one.getLast().hash()));
    var end = all.size();
    all.addAll(segment(three, two.getLast().hash()));
    finds(all);
    assertThat(verify(all).heads()).isEqualTo(3);
    var without = new ArrayList<>(all);
    without.subList(start, end).clear();
    finds(without, tuple(Kind.REMOVED, 3L));
    var other = new ArrayList<>(all);
    other.set(start, AuditText.START + "3 " + "e".repeat(64));
    finds(other, tuple(Kind.ALTERED, 2L));
  }

  @Test
  void whatRetentionForgotIsNoFindingButAllElseIs() {
    var told = records(10, "a".repeat(64), "x");
    var actor = Actor.SYSTEM;
    var json = AuditEntry.of(NOW, actor, "forget", "records up to 10", "deleted").json(12);
    var lines = new ArrayList<>(told);
    lines.add(new AuditText.Line(12, json, AuditChain.next(told.getLast().hash(), json)));
    finds(segment(lines, "a".repeat(64)));
    finds(segment(told, "a".repeat(64)), tuple(Kind.REMOVED, 1L));
    var first = records(0, "b".repeat(64), "x");
    finds(segment(first, "b".repeat(64)), tuple(Kind.ALTERED, 0L));
  }

  @Test
  void whatIsNoLogIsTold() {
    for (var bad :
        List.of(
            "hello",
            "record",
            "record x",
            "record " + "a".repeat(64),
            "record " + "a".repeat(64) + " {}",
            "record " + "a".repeat(64) + "x{\"sequence\":1,}",
            "head {}",
            "head x",
            "lateen-audit 1 x")) {
      var lines = log();
      lines.add(3, bad);
      finds(lines, tuple(Kind.UNREADABLE, 0L));
    }
    var spaced = log();
    spaced.add(3, "");
    finds(spaced);
  }

  @Test
  void findingsAreBounded() {
    var lines = new ArrayList<String>();
    for (var i = 0; i < AuditVerifier.MAX_FINDINGS + 10; i++) {
      lines.add("x");
    }
    assertThat(verify(lines).findings()).hasSize(AuditVerifier.MAX_FINDINGS);
  }
}
