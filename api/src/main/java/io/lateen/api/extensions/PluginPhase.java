// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.extensions;

/** Where in the chain of filters an extension stands. */
public enum PluginPhase {
  /** At the end, before the router. */
  UNSPECIFIED,
  /** Before authentication. */
  AUTHN,
  /** Before authorization, after authentication. */
  AUTHZ,
  /** Before statistics, after authorization. */
  STATS
}
