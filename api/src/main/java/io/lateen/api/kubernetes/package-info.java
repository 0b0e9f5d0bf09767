// SPDX-License-Identifier: Apache-2.0
/**
 * The parts of Kubernetes objects that Lateen uses: services, pods, deployments, endpoint slices,
 * service accounts, namespaces. Made by the decoders, read by the mesh model and the lab. Pure
 * values for all threads; fields nobody reads are left out, so that their changes cause no work.
 */
@NullMarked
package io.lateen.api.kubernetes;

import org.jspecify.annotations.NullMarked;
