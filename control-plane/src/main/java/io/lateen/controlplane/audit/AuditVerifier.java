// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import io.lateen.controlplane.audit.AuditFinding.Kind;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.sourcestore.audit.AuditChain;
import io.lateen.sourcestore.audit.AuditHead;
import io.lateen.sourcestore.audit.AuditText;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a copy of the audit log line by line and says exactly what was altered, removed, moved or
 * cut off. Memory does not grow with the log. Feed it all lines, then ask for {@link #proof}.
 */
public final class AuditVerifier {

  /** Findings that are told; the log is worth nothing long before (docs/limits.md). */
  public static final int MAX_FINDINGS = 1000;

  /** The control plane writes records in this form alone (AuditEntry). */
  private static final Pattern SEQUENCE = Pattern.compile("\\{\"sequence\":([0-9]{1,18}),");

  private static final Pattern FORGOTTEN =
      Pattern.compile("\"verb\":\"forget\",\"object\":\"records up to ([0-9]{1,18})\"");

  private static final Pattern START = Pattern.compile("([0-9]{1,18}) ([0-9a-f]{64})");

  private static final int HASH = 64;

  private final HeadCheck heads;
  private final List<AuditFinding> findings = new ArrayList<>();

  /** Missing records by the first of them: the last. */
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  private String hash = AuditChain.START;
  private long line;
  private long first;
  private long last;
  private long records;
  private long forgotten;
  private int goodHeads;
  private boolean started;
  private Optional<AuditHead> lastHead = Optional.empty();

  private AuditVerifier(HeadCheck heads) {
    this.heads = heads;
  }

  /**
   * Trusts heads that a control plane of these roots signed.
   *
   * @param roots certificates as PEM; those of before a rotation too, for heads of that time
   */
  public static AuditVerifier trusting(String roots) throws CertificateException {
    var certificates = Certificates.fromPem(roots);
    if (certificates.isEmpty() || certificates.size() > TrustBundle.MAX_ROOTS) {
      throw new CertificateException(
          "the roots are 1 to " + TrustBundle.MAX_ROOTS + " certificates as PEM");
    }
    if (certificates.stream().anyMatch(root -> root.getBasicConstraints() < 0)) {
      throw new CertificateException("a certificate of the roots is no certificate authority");
    }
    return new AuditVerifier(new HeadCheck(certificates));
  }

  /** Takes the next line of the text. */
  public void line(String text) {
    line++;
    if (text.startsWith(AuditText.RECORD)) {
      record(text.substring(AuditText.RECORD.length()));
    } else if (text.startsWith(AuditText.HEAD)) {
      head(text.substring(AuditText.HEAD.length()));
    } else if (text.startsWith(AuditText.START)) {
      start(text.substring(AuditText.START.length()));
    } else if (!text.isEmpty()) {
      found(Kind.UNREADABLE, 0, "this line is no part of an audit log");
    }
  }

  private void start(String text) {
    var match = START.matcher(text);
    if (!match.matches()) {
      found(Kind.UNREADABLE, 0, "the start of the log is not readable");
      return;
    }
    var next = Long.parseLong(match.group(1));
    if (!started) {
      started = true;
      last = next - 1;
      hash = match.group(2);
      if (next > 1) {
        gaps.put(1L, next - 1);
      } else if (!hash.equals(AuditChain.START)) {
        found(Kind.ALTERED, 0, "the log starts with the hash of another one");
      }
    } else if (next > last + 1) {
      gaps.put(last + 1, next - 1);
      last = next - 1;
      hash = match.group(2);
    } else if (next == last + 1 && !hash.equals(match.group(2))) {
      found(Kind.ALTERED, last, "the segment after it names another hash for it");
    }
  }

  private void record(String text) {
    var sequence = sequence(text);
    if (sequence.isEmpty()) {
      found(Kind.UNREADABLE, 0, "this record is not readable");
      return;
    }
    started = true;
    records++;
    place(sequence.get(), text.substring(0, HASH), text.substring(HASH + 1));
  }

  private static Optional<Long> sequence(String text) {
    if (text.length() < HASH + 2 || text.charAt(HASH) != ' ') {
      return Optional.empty();
    }
    return number(SEQUENCE.matcher(text).region(HASH + 1, text.length()), true);
  }

  private static Optional<Long> number(Matcher matcher, boolean atStart) {
    return (atStart ? matcher.lookingAt() : matcher.find())
        ? Optional.of(Long.parseLong(matcher.group(1)))
        : Optional.empty();
  }

  private void place(long sequence, String stated, String json) {
    if (sequence <= last) {
      fill(sequence);
      found(Kind.MOVED, sequence, "record " + sequence + " stands after record " + last);
      return;
    }
    if (sequence > last + 1) {
      gaps.put(last + 1, sequence - 1);
    } else if (!AuditChain.next(hash, json).equals(stated)) {
      found(
          Kind.ALTERED,
          sequence,
          "record " + sequence + " was altered: its text does not give its hash");
    }
    first = first == 0 ? sequence : first;
    last = sequence;
    hash = stated;
    number(FORGOTTEN.matcher(json), false).ifPresent(n -> forgotten = Math.max(forgotten, n));
  }

  /** A record that was missed stands somewhere else. */
  private void fill(long sequence) {
    var gap = gaps.floorEntry(sequence);
    if (gap == null || gap.getValue() < sequence) {
      return;
    }
    gaps.remove(gap.getKey());
    if (gap.getKey() < sequence) {
      gaps.put(gap.getKey(), sequence - 1);
    }
    if (sequence < gap.getValue()) {
      gaps.put(sequence + 1, gap.getValue());
    }
  }

  private void head(String json) {
    var parsed = AuditHead.parse(json);
    if (parsed.isEmpty()) {
      found(Kind.UNREADABLE, 0, "this head is not readable");
      return;
    }
    var head = parsed.get();
    lastHead = parsed;
    if (head.sequence() == 0) {
      return;
    }
    var wrong = heads.problem(head);
    if (wrong.isPresent()) {
      found(
          Kind.UNSIGNED,
          head.sequence(),
          "the head of record " + head.sequence() + ": " + wrong.get());
    } else if (head.sequence() > last) {
      found(
          Kind.TRUNCATED,
          head.sequence(),
          "the signed head is of record " + head.sequence() + ", the records end at " + last);
    } else if (head.sequence() == last && !head.hash().equals(hash)) {
      found(
          Kind.REWRITTEN,
          last,
          "the signed head has another hash for record "
              + last
              + ": records up to it were rewritten");
    } else {
      goodHeads++;
    }
  }

  /** What all lines together prove. */
  public AuditProof proof() {
    gaps.forEach(
        (from, to) -> {
          if (to > forgotten) {
            found(Kind.REMOVED, from, missing(from, to));
          }
        });
    gaps.clear();
    if (lastHead.isEmpty() || lastHead.get().sequence() < last) {
      found(
          Kind.TRUNCATED,
          last,
          "the log ends at record " + last + " without a signed head of it: more may be missing");
    }
    return new AuditProof(first, last, records, goodHeads, findings);
  }

  private static String missing(long from, long to) {
    return from == to
        ? "record " + from + " was removed"
        : "records " + from + " to " + to + " were removed";
  }

  private void found(Kind kind, long sequence, String message) {
    if (findings.size() < MAX_FINDINGS) {
      findings.add(new AuditFinding(kind, line, sequence, message));
    }
  }
}
