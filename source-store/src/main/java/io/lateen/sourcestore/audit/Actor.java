// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore.audit;

/**
 * Who asks for a change, as the door authenticated them.
 *
 * @param subject name of a person or program
 * @param role that let them; empty when none was needed
 * @param via the call they made, such as {@code POST /lateen/v1/apply}
 */
public record Actor(String subject, String role, String via) {

  /** What the control plane does by itself. */
  public static final Actor SYSTEM = new Actor("lateen", "", "");
}
