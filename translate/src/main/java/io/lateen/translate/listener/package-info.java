// SPDX-License-Identifier: Apache-2.0
/**
 * Listeners: their keys and the generators that make Envoy's listeners of them. Keys come from the
 * planners, messages go to the resource cache. May not look at the mesh beyond the key; pure and
 * safe on any thread.
 */
@NullMarked
package io.lateen.translate.listener;

import org.jspecify.annotations.NullMarked;
