// SPDX-License-Identifier: Apache-2.0
/**
 * Deployments and pods that do not go together with a sidecar, and the Services before them. Called
 * by {@code run}; injection has its own package. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.workload;

import org.jspecify.annotations.NullMarked;
