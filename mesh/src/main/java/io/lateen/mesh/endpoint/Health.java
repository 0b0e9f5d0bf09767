// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

/** What the platform says of an endpoint. */
public enum Health {
  HEALTHY,
  UNHEALTHY,
  /** Being shut down, but still serving: only for sessions that it already has. */
  DRAINING,
  /** Being shut down; must get no new requests. */
  TERMINATING
}
