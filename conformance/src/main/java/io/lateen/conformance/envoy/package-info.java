// SPDX-License-Identifier: Apache-2.0
/**
 * Hands translations to a real Envoy, which reads every byte of them and tells what it refuses and
 * what it calls deprecated. Called by the runner with {@code --envoy}, and by the tests with real
 * Envoys. Opens no port: Envoy runs in its mode of validation.
 */
@NullMarked
package io.lateen.conformance.envoy;

import org.jspecify.annotations.NullMarked;
