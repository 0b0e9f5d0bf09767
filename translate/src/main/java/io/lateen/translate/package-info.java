// SPDX-License-Identifier: Apache-2.0
/**
 * From a mesh and one proxy's view of it to Envoy's resources: planners reduce the view to keys,
 * generators turn each key into bytes, a cache shares them. The control plane calls {@code
 * Translator} for every connected proxy after each change. Pure but for the cache: no input or
 * output, no clock, no randomness; any thread.
 */
@NullMarked
package io.lateen.translate;

import org.jspecify.annotations.NullMarked;
