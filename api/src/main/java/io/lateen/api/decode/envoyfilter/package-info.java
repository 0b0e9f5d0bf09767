// SPDX-License-Identifier: Apache-2.0
/**
 * The decoder of EnvoyFilter. Called through the table of kinds. Pure and without state; checks the
 * form of patches, but not their values, which only the translation can compare with Envoy's types.
 */
@NullMarked
package io.lateen.api.decode.envoyfilter;

import org.jspecify.annotations.NullMarked;
