// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

/** Whether HTTP/1.1 requests are sent as HTTP/2. */
public enum H2UpgradePolicy {
  /** As the mesh says. */
  DEFAULT,
  /** Never. */
  DO_NOT_UPGRADE,
  /** Always. */
  UPGRADE
}
