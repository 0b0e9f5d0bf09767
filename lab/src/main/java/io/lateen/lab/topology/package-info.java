// SPDX-License-Identifier: Apache-2.0
/**
 * The network of the lab: names, addresses, and the namespaces, bridges and cables made from them.
 * Called by the demo while it starts and stops. The plan is pure; only {@code NetworkBuilder}
 * changes the machine, and it touches nothing whose name is not in the plan.
 */
@NullMarked
package io.lateen.lab.topology;

import org.jspecify.annotations.NullMarked;
