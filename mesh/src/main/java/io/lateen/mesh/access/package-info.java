// SPDX-License-Identifier: Apache-2.0
/**
 * What the security policies of a mesh say about one request, by Istio's documentation of the
 * language and not by what proxies are told: the oracle of the translation. Commands ask it why a
 * request passes, tests compare it with a real Envoy; it may not use anything of {@code translate}.
 * Pure values, any thread.
 */
@NullMarked
package io.lateen.mesh.access;

import org.jspecify.annotations.NullMarked;
