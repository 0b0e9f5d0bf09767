// SPDX-License-Identifier: Apache-2.0
/**
 * The records of EnvoyFilter, changes to generated Envoy configuration. Made by the decoder, read
 * by the mesh model and the translation, which alone knows Envoy's types. Pure values for all
 * threads that hold only what the author wrote, with lines for messages.
 */
@NullMarked
package io.lateen.api.envoyfilter;

import org.jspecify.annotations.NullMarked;
