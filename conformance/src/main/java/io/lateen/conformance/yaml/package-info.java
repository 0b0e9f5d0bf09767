// SPDX-License-Identifier: Apache-2.0
/**
 * Reads YAML of expected results into trees. Called by suites; knows nothing of what the trees
 * mean. Safe on any thread.
 */
@NullMarked
package io.lateen.conformance.yaml;

import org.jspecify.annotations.NullMarked;
