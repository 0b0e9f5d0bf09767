// SPDX-License-Identifier: Apache-2.0
/**
 * Webhooks of injection and validation: overlaps, control planes that are not there. Called by
 * {@code run}; nothing is called. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.webhook;

import org.jspecify.annotations.NullMarked;
