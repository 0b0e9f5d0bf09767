// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** What happens to preflight requests of origins that match no rule. */
public enum UnmatchedPreflights {
  /** The default, to forward. */
  UNSPECIFIED,
  /** They go to the service. */
  FORWARD,
  /** They are answered without the headers that would allow the call. */
  IGNORE
}
