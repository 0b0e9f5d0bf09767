// SPDX-License-Identifier: Apache-2.0
/**
 * X.509 as SPIFFE wants it: certificates with exactly one SPIFFE ID, trust bundles, signing
 * requests, and the check of a peer's chain. Called by the authority, the TLS adapters, the agent
 * and the control plane. Immutable values and pure functions; input of strangers is bounded and
 * refused with a reason, never repaired.
 */
@NullMarked
package io.lateen.identity.certificate;

import org.jspecify.annotations.NullMarked;
