// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.view;

/**
 * Who answers a workload's questions for names. Lateen's agent always does (docs/decisions/018);
 * about a proxy that is only described nothing is known, which Istio takes for no capture.
 */
public enum NameAnswers {
  /** The agent, so that addresses which only the mesh knows are of use. */
  AGENT,
  /** The name servers of the cluster. */
  CLUSTER
}
