// SPDX-License-Identifier: Apache-2.0
/**
 * The certificate authority of a trust domain: its issuers, the change from one root to the next,
 * and the file that keeps them. Called by the control plane for nodes, workloads and its own doors.
 * Decides form and lifetime of every certificate but never who somebody is: callers have
 * authenticated that; safe for all threads after opening.
 */
@NullMarked
package io.lateen.identity.authority;

import org.jspecify.annotations.NullMarked;
