// SPDX-License-Identifier: Apache-2.0
/**
 * A virtual network of control planes and proxies around the real pipeline, translation and
 * streams. Tests run it from a seed, which decides the order of events, losses, restarts and
 * answers. One thread, a clock that stands still until a step moves it, no input or output.
 */
@NullMarked
package io.lateen.sim;

import org.jspecify.annotations.NullMarked;
