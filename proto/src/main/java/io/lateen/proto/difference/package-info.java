// SPDX-License-Identifier: Apache-2.0
/**
 * Differences between two versions of a resource, made by the control plane and resolved by node
 * agents. Both sides are here, so that they cannot drift apart; what travels is {@code
 * lateen/xds/v1/difference.proto}. Pure functions, safe on any thread.
 */
@NullMarked
package io.lateen.proto.difference;

import org.jspecify.annotations.NullMarked;
