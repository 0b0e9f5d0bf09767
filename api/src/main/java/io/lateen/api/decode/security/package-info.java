// SPDX-License-Identifier: Apache-2.0
/**
 * The decoders of security.istio.io. Called through the table of kinds. Pure and without state;
 * every known field is either read or reported as having no effect.
 */
@NullMarked
package io.lateen.api.decode.security;

import org.jspecify.annotations.NullMarked;
