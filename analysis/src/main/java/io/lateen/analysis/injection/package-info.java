// SPDX-License-Identifier: Apache-2.0
/**
 * Namespaces and pods that miss their sidecar, or have one of another version. Called by {@code
 * run}; judges by labels and configuration of the injector, not by running it. Pure; any thread.
 */
@NullMarked
package io.lateen.analysis.injection;

import org.jspecify.annotations.NullMarked;
