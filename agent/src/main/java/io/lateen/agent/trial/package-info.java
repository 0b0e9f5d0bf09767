// SPDX-License-Identifier: Apache-2.0
/**
 * Trials: which resources of a response were the reason why an Envoy refused it, found by giving
 * them one by one to a twin of that Envoy that has no network and serves nobody. Relays ask on
 * their own threads and are answered later; trials run one at a time on a virtual thread. What is
 * tried stays in memory, and the twin sees nothing that this node's Envoys were not sent.
 */
@NullMarked
package io.lateen.agent.trial;

import org.jspecify.annotations.NullMarked;
