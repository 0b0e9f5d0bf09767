// SPDX-License-Identifier: Apache-2.0
/**
 * The records of telemetry.istio.io: tracing, metrics, access logs. Made by the decoders, read by
 * the mesh model and the translation. Pure values for all threads that hold only what the author
 * wrote; inheritance between levels is the business of the mesh model.
 */
@NullMarked
package io.lateen.api.telemetry;

import org.jspecify.annotations.NullMarked;
