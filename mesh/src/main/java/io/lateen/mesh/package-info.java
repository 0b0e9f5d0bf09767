// SPDX-License-Identifier: Apache-2.0
/**
 * The pure core: one immutable root of everything the mesh knows, and the small snapshots below it.
 * The control plane's single writer applies deltas; translators read from any thread. Nothing here
 * does I/O, reads a clock, starts a thread or logs.
 */
@NullMarked
package io.lateen.mesh;

import org.jspecify.annotations.NullMarked;
