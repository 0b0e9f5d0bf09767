// SPDX-License-Identifier: Apache-2.0
/**
 * The traffic evaluator against the real Envoy: equal configurations, equal calls, equal answers.
 * Connections enter by the PROXY protocol, which names their original destination as redirection
 * would, so no rule of the kernel is needed. Everything is on loopback and ends with the test.
 */
@NullMarked
package io.lateen.it.evaluator;

import org.jspecify.annotations.NullMarked;
