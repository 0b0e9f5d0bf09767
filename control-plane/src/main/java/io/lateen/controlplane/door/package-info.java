// SPDX-License-Identifier: Apache-2.0
/**
 * What peers may cost the door of the node agents before, while and after they say who they are:
 * connections, handshakes, frames and half-sent messages. The server of the node package builds its
 * listener with it and the bootstrap package shows what it refuses. It knows no service and no
 * certificate; accounting is safe from all threads, handlers run on the event loops and never
 * block.
 */
@NullMarked
package io.lateen.controlplane.door;

import org.jspecify.annotations.NullMarked;
