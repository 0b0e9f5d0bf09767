// SPDX-License-Identifier: Apache-2.0
/**
 * Hosts that the proxy resolves itself while it serves a request: the clusters, filters and shared
 * caches of Envoy's dynamic forward proxy. Used by the planners and generators of clusters and
 * listeners. May not decide which hosts these are; pure, safe on any thread.
 */
@NullMarked
package io.lateen.translate.forward;

import org.jspecify.annotations.NullMarked;
