// SPDX-License-Identifier: Apache-2.0
/**
 * Keeping one certificate valid: when to renew, how long to wait after a failure, what is on disk.
 * Used for the node's own certificate and for those of its workloads. Does not know who issues;
 * never extends what has expired.
 */
@NullMarked
package io.lateen.agent.identity.certificate;

import org.jspecify.annotations.NullMarked;
