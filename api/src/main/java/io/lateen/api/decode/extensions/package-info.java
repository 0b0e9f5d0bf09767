// SPDX-License-Identifier: Apache-2.0
/**
 * The decoders of extensions.istio.io. Called through the table of kinds. Pure and without state;
 * every known field is read.
 */
@NullMarked
package io.lateen.api.decode.extensions;

import org.jspecify.annotations.NullMarked;
