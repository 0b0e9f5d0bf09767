// SPDX-License-Identifier: Apache-2.0
/**
 * The decoders of the Kubernetes kinds. Called through the table of kinds. Pure and without state;
 * they read what Lateen uses and pass over everything else, as the API server has checked it.
 */
@NullMarked
package io.lateen.api.decode.kubernetes;

import org.jspecify.annotations.NullMarked;
