// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import java.time.Instant;

/**
 * A fault for which streams were refused or ended, as {@code lateen proxy-status} shows it.
 *
 * @param last when it happened last
 * @param count how often it happened since it was first seen
 * @param peer the identity at the other end; empty when none was proven
 * @param node the id that the proxy gave itself; empty when the stream ended before
 * @param message what the client was told the last time
 */
public record FaultRecord(
    Instant last, long count, String peer, String node, StreamFault fault, String message) {}
