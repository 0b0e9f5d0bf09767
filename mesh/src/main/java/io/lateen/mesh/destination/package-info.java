// SPDX-License-Identifier: Apache-2.0
/**
 * DestinationRules, merged per namespace and host, and the lookup that finds the rule of a client
 * and a service. The mesh root applies deltas, scopes look up. Immutable; any thread.
 */
@NullMarked
package io.lateen.mesh.destination;

import org.jspecify.annotations.NullMarked;
