// SPDX-License-Identifier: Apache-2.0
/**
 * {@code lateen explain}: which listener, filter chain, virtual host, route and cluster answer a
 * call, which object at which line decided each step, and which objects lost. Called by the command
 * line and by the conformance runner; asks the traffic evaluator and never decides itself. Reads
 * files or the control plane; runs on the main thread.
 */
@NullMarked
package io.lateen.cli.explain;

import org.jspecify.annotations.NullMarked;
