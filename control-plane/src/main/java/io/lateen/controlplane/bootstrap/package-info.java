// SPDX-License-Identifier: Apache-2.0
/**
 * Builds a control plane from its settings, in the order in which its parts need each other, and
 * takes it down the other way round. Called by the command line and by tests. The only place of the
 * module with threads, clocks and the dice of the machine.
 */
@NullMarked
package io.lateen.controlplane.bootstrap;

import org.jspecify.annotations.NullMarked;
