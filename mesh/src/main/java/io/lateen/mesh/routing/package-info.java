// SPDX-License-Identifier: Apache-2.0
/**
 * VirtualServices with every name made fully qualified and every delegate merged in. The mesh root
 * applies deltas; scopes and gateway translation read them by gateway. Immutable; any thread.
 */
@NullMarked
package io.lateen.mesh.routing;

import org.jspecify.annotations.NullMarked;
