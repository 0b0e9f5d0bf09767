// SPDX-License-Identifier: Apache-2.0
/**
 * Messages whose types are only known at run time: read from JSON trees, merged as Istio merges
 * them, checked against the rules in Envoy's API. Called by what handles configuration that users
 * bring and by what checks resources before they are sent. Knows nothing of the mesh, keeps no
 * state but descriptors and runs on any thread.
 */
@NullMarked
package io.lateen.translate.message;

import org.jspecify.annotations.NullMarked;
