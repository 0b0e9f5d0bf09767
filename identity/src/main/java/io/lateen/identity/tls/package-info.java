// SPDX-License-Identifier: Apache-2.0
/**
 * Adapters from identities to the Java TLS interfaces: a key that changes while connections are
 * open, and trust by SPIFFE ID in place of host names. Called by the TLS engines of the agent and
 * the control plane on their threads. No sockets here; what is not trusted is refused with a reason
 * for the log.
 */
@NullMarked
package io.lateen.identity.tls;

import org.jspecify.annotations.NullMarked;
