// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.servicepolicy;

/**
 * A value that its author wrote, with its place.
 *
 * @param line 1-based line on which it is written
 */
public record Setting<V>(V value, int line) {}
