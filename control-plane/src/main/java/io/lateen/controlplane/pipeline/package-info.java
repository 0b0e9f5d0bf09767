// SPDX-License-Identifier: Apache-2.0
/**
 * From the sources' deltas to what each proxy may see: merged, applied to the mesh, translated,
 * published as one consistent epoch. Sources and streams call it from their own threads and never
 * wait; all work runs on the one writer executor that the constructor gets. It holds back what
 * cannot be translated and may not publish before every source has told its first state.
 */
@NullMarked
package io.lateen.controlplane.pipeline;

import org.jspecify.annotations.NullMarked;
