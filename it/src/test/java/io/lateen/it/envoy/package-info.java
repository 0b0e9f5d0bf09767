// SPDX-License-Identifier: Apache-2.0
/**
 * What a real Envoy says to what Lateen makes. The binary is named by {@code LATEEN_ENVOY}, which
 * {@code ./dev it} sets to each supported version in turn. A test without it fails.
 */
package io.lateen.it.envoy;
