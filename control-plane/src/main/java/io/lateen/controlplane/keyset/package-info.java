// SPDX-License-Identifier: Apache-2.0
/**
 * Gets the keys of token issuers from the addresses that policies name, which are the words of
 * strangers: everything about them is bounded and most of the network is out of reach. Hears of
 * epochs and feeds the pipeline; knows nothing else of the control plane. Fetches run on threads of
 * their own, the rest in turn.
 */
@NullMarked
package io.lateen.controlplane.keyset;

import org.jspecify.annotations.NullMarked;
