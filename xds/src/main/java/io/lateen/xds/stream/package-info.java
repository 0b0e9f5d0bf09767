// SPDX-License-Identifier: Apache-2.0
/**
 * The discovery protocol of one stream as a state machine: requests, views and timers go in,
 * responses and events come out. Driven by {@code io.lateen.xds.server}, and by tests without any
 * gRPC. Each instance belongs to one thread at a time; no I/O, no clock, no logging.
 */
@NullMarked
package io.lateen.xds.stream;

import org.jspecify.annotations.NullMarked;
