// SPDX-License-Identifier: Apache-2.0
/**
 * The discovery services on gRPC, aggregated and of one type each: wires, limits, metrics and
 * status around the state machines of {@code io.lateen.xds.stream}. The control plane's bootstrap
 * builds one {@link io.lateen.xds.server.AdsService} and adds it to its mTLS server. Every stream
 * runs on the given executor, one task at a time; nothing here starts a thread or reads a clock of
 * its own.
 */
@NullMarked
package io.lateen.xds.server;

import org.jspecify.annotations.NullMarked;
