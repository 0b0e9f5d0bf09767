// SPDX-License-Identifier: Apache-2.0
/**
 * Gateways and the workloads they select. The mesh root applies deltas, translators read.
 * Immutable; any thread.
 */
@NullMarked
package io.lateen.mesh.gateway;

import org.jspecify.annotations.NullMarked;
