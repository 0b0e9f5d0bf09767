// SPDX-License-Identifier: Apache-2.0
/**
 * HTTP routes: plans of virtual hosts and rules, and the generator that makes route configurations
 * of them. Plans come from the planners; inbound listeners use the inline routes. May not look up
 * services or rules; pure and safe on any thread.
 */
@NullMarked
package io.lateen.translate.route;

import org.jspecify.annotations.NullMarked;
