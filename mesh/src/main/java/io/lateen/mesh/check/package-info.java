// SPDX-License-Identifier: Apache-2.0
/**
 * Warnings about objects that are valid alone and do not fit together. The control plane and the
 * CLI show them; they never change what is published. Pure; any thread.
 */
@NullMarked
package io.lateen.mesh.check;

import org.jspecify.annotations.NullMarked;
