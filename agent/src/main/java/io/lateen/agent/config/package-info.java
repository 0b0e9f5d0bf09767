// SPDX-License-Identifier: Apache-2.0
/**
 * The agent's settings: what there is to set, how a file of them is read, and how its JVM is best
 * started. Called by the entry point and by the bootstrap package. Decoding is pure and reports
 * every problem with its place; nothing here starts anything.
 */
@NullMarked
package io.lateen.agent.config;

import org.jspecify.annotations.NullMarked;
