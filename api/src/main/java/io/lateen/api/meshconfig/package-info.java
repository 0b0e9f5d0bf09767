// SPDX-License-Identifier: Apache-2.0
/**
 * The mesh-wide settings with the defaults of Istio. Made by the decoder of the MeshConfig kind and
 * of the ConfigMap istio, read by the mesh model and the translation. Pure values for all threads.
 */
@NullMarked
package io.lateen.api.meshconfig;

import org.jspecify.annotations.NullMarked;
