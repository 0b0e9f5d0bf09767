// SPDX-License-Identifier: Apache-2.0
/**
 * Join tokens: how a node or a workload without certificate proves that an administrator invited
 * it. Called by the control plane's administration interface, which issues them, and by its node
 * identity service, which redeems them. Keeps hashes only, in one private file; all methods take
 * the object's lock and may write that file.
 */
@NullMarked
package io.lateen.identity.join;

import org.jspecify.annotations.NullMarked;
