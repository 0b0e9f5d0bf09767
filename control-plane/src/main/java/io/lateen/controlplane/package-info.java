// SPDX-License-Identifier: Apache-2.0
/**
 * The control plane process. Its packages follow the path of a change: {@code api} takes it, {@code
 * pipeline} makes a consistent epoch of it, {@code proxy} decides who may have it, {@code metrics}
 * counts; {@code bootstrap} wires them. Nothing outside {@code bootstrap} starts threads.
 */
@NullMarked
package io.lateen.controlplane;

import org.jspecify.annotations.NullMarked;
