// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** How traffic reaches a listener. */
public enum CaptureMode {
  /** As the workload is set up. */
  DEFAULT,
  /** By redirection. */
  IPTABLES,
  /** Directly. */
  NONE
}
