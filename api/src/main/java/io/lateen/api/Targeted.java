// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/** The specification of a policy that applies to workloads or objects. */
public interface Targeted extends Spec {

  /** What the policy applies to. */
  PolicyTarget target();
}
