// SPDX-License-Identifier: Apache-2.0
/**
 * Processes of the lab: how each is started, that it is started again when it dies, and that none
 * is left behind. Called by the demo and by faults; one thread watches. Only processes whose number
 * and start time were recorded are ever signalled.
 */
@NullMarked
package io.lateen.lab.process;

import org.jspecify.annotations.NullMarked;
