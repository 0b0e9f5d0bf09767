// SPDX-License-Identifier: Apache-2.0
/**
 * The decoders of telemetry.istio.io. Called through the table of kinds. Pure and without state;
 * every known field is read.
 */
@NullMarked
package io.lateen.api.decode.telemetry;

import org.jspecify.annotations.NullMarked;
