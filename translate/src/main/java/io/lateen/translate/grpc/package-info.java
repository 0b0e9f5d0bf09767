// SPDX-License-Identifier: Apache-2.0
/**
 * What proxyless gRPC clients and servers get: gRPC's xDS library knows a part of Envoy's messages
 * and refuses a resource that holds something else. The translator asks the planners for workloads
 * without a proxy; what an author wants and gRPC cannot do is named by a problem and never sent as
 * something else. May not change what Envoys get; pure and safe on any thread.
 */
@NullMarked
package io.lateen.translate.grpc;

import org.jspecify.annotations.NullMarked;
