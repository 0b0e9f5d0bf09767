// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.access;

/** The answer to a {@link Question}. */
public sealed interface Verdict {

  /** Why, for people. */
  String reason();

  /** It may be done. */
  record Allowed(Role role, String reason) implements Verdict {}

  /** It may not. */
  record Denied(String reason) implements Verdict {}

  /** Whether it may be done. */
  default boolean allowed() {
    return this instanceof Allowed;
  }
}
