// SPDX-License-Identifier: Apache-2.0
/**
 * gRPC applications without a proxy, with the xDS library of gRPC in Java. They run inside of the
 * test, on loopback addresses; the control plane, the node's identity and relay are the real ones.
 * What a test says about calls is what that library did.
 */
@NullMarked
package io.lateen.it.proxyless;

import org.jspecify.annotations.NullMarked;
