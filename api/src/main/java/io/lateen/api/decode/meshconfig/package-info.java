// SPDX-License-Identifier: Apache-2.0
/**
 * The decoders of the mesh-wide settings. Called through the table of kinds. Pure and without
 * state; settings without effect in this version are reported as such.
 */
@NullMarked
package io.lateen.api.decode.meshconfig;

import org.jspecify.annotations.NullMarked;
