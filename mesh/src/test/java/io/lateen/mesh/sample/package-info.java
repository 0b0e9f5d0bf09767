// SPDX-License-Identifier: Apache-2.0
/**
 * Objects for the tests of the mesh: short constructors and random ones. Called from tests only.
 * Pure.
 */
@NullMarked
package io.lateen.mesh.sample;

import org.jspecify.annotations.NullMarked;
