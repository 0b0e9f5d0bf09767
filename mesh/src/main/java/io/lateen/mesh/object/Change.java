// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.object;

import java.util.Optional;

/**
 * What happened to one thing; never both empty, never equal.
 *
 * @param before absent when it is new
 * @param after absent when it is gone
 */
public record Change<T>(Optional<T> before, Optional<T> after) {}
