// SPDX-License-Identifier: Apache-2.0
/**
 * The proofs behind {@code lateen demo --check}: each drives the running mesh with real requests,
 * measures, and can fail. Called by the demo, one proof after the other. A proof leaves the
 * configuration as it found it and knows the mesh only from outside.
 */
@NullMarked
package io.lateen.lab.check;

import org.jspecify.annotations.NullMarked;
