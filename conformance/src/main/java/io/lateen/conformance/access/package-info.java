// SPDX-License-Identifier: Apache-2.0
/**
 * Random policies and random requests: what a real Envoy with the translated listeners does is
 * compared with what the interpreter of the policy language ({@code mesh.access}) says. Run by hand
 * through {@code Differential}. It talks to an Envoy that it starts itself, on loopback, from the
 * threads of its caller and a few of its own.
 */
@NullMarked
package io.lateen.conformance.access;

import org.jspecify.annotations.NullMarked;
