// SPDX-License-Identifier: Apache-2.0
/**
 * The decoders of networking.istio.io, one for each kind and for each part that has rules of its
 * own. Called through the table of kinds. Pure and without state; every known field is either read
 * or reported as having no effect.
 */
@NullMarked
package io.lateen.api.decode.networking;

import org.jspecify.annotations.NullMarked;
