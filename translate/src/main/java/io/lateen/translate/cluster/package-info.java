// SPDX-License-Identifier: Apache-2.0
/**
 * Clusters: keys with every input resolved and the generators that make Envoy's clusters of them.
 * Keys come from the planners, messages go to the resource cache. May not look up services or
 * rules; pure and safe on any thread.
 */
@NullMarked
package io.lateen.translate.cluster;

import org.jspecify.annotations.NullMarked;
