// SPDX-License-Identifier: Apache-2.0
/**
 * The Client Status Discovery Service (Envoy's envoy/service/status/v3/csds.proto): what each
 * connected proxy was sent, accepted and refused. The control plane serves it to nodes as gRPC and
 * to operators as JSON (docs/decisions/041). Asks the streams of {@code io.lateen.xds.server} and
 * never waits on a thread.
 */
@NullMarked
package io.lateen.xds.status;

import org.jspecify.annotations.NullMarked;
