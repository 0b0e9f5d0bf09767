// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.meshconfig;

/**
 * What Envoy filters may do to the filters that authenticate and authorize, to what runs before
 * them, and to the demand for client certificates. A setting of Lateen, not of Istio, where they
 * may do anything.
 */
public enum SecurityFilters {
  /** Nothing: such patches are refused. */
  PROTECT,
  /** Anything, when they stand in the root namespace. */
  ALLOW_ROOT_NAMESPACE,
  /** Anything. */
  ALLOW
}
