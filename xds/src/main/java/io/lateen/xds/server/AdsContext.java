// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.resource.ViewSource;
import io.lateen.xds.stream.ViewDiffs;

/** What the streams of one service share. */
record AdsContext(
    ViewSource views,
    ProxyAuthorizer authorizer,
    XdsLimits limits,
    XdsMetrics metrics,
    XdsEvents events,
    XdsSeams seams,
    ViewDiffs diffs,
    OpenStreams streams) {}
