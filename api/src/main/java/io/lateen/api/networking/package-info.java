// SPDX-License-Identifier: Apache-2.0
/**
 * The records of networking.istio.io: virtual services, destination rules, gateways, service
 * entries, workload entries and sidecars. Made by the decoders, read by the mesh model and the
 * translation. Pure values for all threads that hold only what the author wrote; defaults that
 * depend on the mesh are applied by their readers.
 */
@NullMarked
package io.lateen.api.networking;

import org.jspecify.annotations.NullMarked;
