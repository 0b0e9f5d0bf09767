// SPDX-License-Identifier: Apache-2.0
/**
 * All documents of one analysis with the indexes that keep it linear: objects by kind and name,
 * pods by label, services by host and visibility, and what the mesh's settings say. Built once by
 * {@code run} and only read by the analyzers. Pure; any thread once built.
 */
@NullMarked
package io.lateen.analysis.inventory;

import org.jspecify.annotations.NullMarked;
