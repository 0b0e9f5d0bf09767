// SPDX-License-Identifier: Apache-2.0
/**
 * The records of security.istio.io. Made by the decoders, read by the mesh model. Pure values for
 * all threads that hold only what the author wrote; inheritance between levels is the business of
 * the mesh model.
 */
@NullMarked
package io.lateen.api.security;

import org.jspecify.annotations.NullMarked;
