// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

/** How long a change of roots takes. */
public enum Pace {
  /**
   * Each phase lasts as long as a certificate may live: for those outside, too, who have copies of
   * the roots and confirm nothing.
   */
  OVERLAPPING,
  /** Each phase ends as soon as all who hold certificates have followed. */
  PROMPT
}
