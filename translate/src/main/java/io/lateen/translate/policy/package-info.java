// SPDX-License-Identifier: Apache-2.0
/**
 * What DestinationRules say about one port and subset, and which cluster a destination means. Used
 * by the planners of clusters, endpoints, routes and listeners. Pure lookups in the rules they are
 * given; any thread.
 */
@NullMarked
package io.lateen.translate.policy;

import org.jspecify.annotations.NullMarked;
