// SPDX-License-Identifier: Apache-2.0
/**
 * The control plane's side of the node agents: their certificates, their sessions, what they report
 * and the door they come in by. Wired by the bootstrap package, asked by the configuration API for
 * states and metrics. Believes nothing of a peer but what its certificate proves; methods run on
 * call threads and none blocks on another node.
 */
@NullMarked
package io.lateen.controlplane.node;

import org.jspecify.annotations.NullMarked;
