// SPDX-License-Identifier: Apache-2.0
/**
 * ServiceEntries: addresses that are missing, protocols that contradict each other. Called by
 * {@code run}; their hosts as destinations are the routes' business. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.serviceentry;

import org.jspecify.annotations.NullMarked;
