// SPDX-License-Identifier: Apache-2.0
/**
 * Access-log configuration that feeds the agent's counters, with the tag names both sides use.
 * Called by the listener generators; the agent knows the tags by their names. May not decide what
 * is logged per request, keeps no state and runs on any thread.
 */
@NullMarked
package io.lateen.translate.accesslog;

import org.jspecify.annotations.NullMarked;
