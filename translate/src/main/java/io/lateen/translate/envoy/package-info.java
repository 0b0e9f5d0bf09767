// SPDX-License-Identifier: Apache-2.0
/**
 * Envoy's own vocabulary: extension names and how Java values become protobuf values and bytes.
 * Called by all generators of this module. Knows nothing of Istio or of the mesh, keeps no state
 * and runs on any thread.
 */
@NullMarked
package io.lateen.translate.envoy;

import org.jspecify.annotations.NullMarked;
