// SPDX-License-Identifier: Apache-2.0
/**
 * Requests as users would send them, from inside any namespace, and what came of them. Called by
 * the traffic command and by proofs. Blocking clients on threads of their own; nothing here
 * retries, so every failure is seen.
 */
@NullMarked
package io.lateen.lab.traffic;

import org.jspecify.annotations.NullMarked;
