// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.audit;

import java.util.List;

/**
 * What a copy of the audit log proves.
 *
 * @param first sequence of the first record; 0 when there is none
 * @param last sequence of the last record
 * @param heads signed heads that fit
 * @param findings what is wrong, at most {@link AuditVerifier#MAX_FINDINGS}
 */
public record AuditProof(
    long first, long last, long records, int heads, List<AuditFinding> findings) {

  public AuditProof {
    findings = List.copyOf(findings);
  }

  /** Whether nothing is wrong. */
  public boolean intact() {
    return findings.isEmpty();
  }
}
