// SPDX-License-Identifier: Apache-2.0
/**
 * Load assignments: the key of one service port's endpoints and its generator. Keys come from the
 * planners; cluster generation uses the inline form for DNS. May not look at services or policies
 * beyond the key; pure and safe on any thread.
 */
@NullMarked
package io.lateen.translate.endpoint;

import org.jspecify.annotations.NullMarked;
