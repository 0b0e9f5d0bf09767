// SPDX-License-Identifier: Apache-2.0
/**
 * Telemetry objects: providers that are missing or going away, selectors that overlap. Called by
 * {@code run}; knows providers from the mesh's settings. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.telemetry;

import org.jspecify.annotations.NullMarked;
