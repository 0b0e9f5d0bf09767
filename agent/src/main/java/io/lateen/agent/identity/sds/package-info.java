// SPDX-License-Identifier: Apache-2.0
/**
 * Envoy's secret discovery service for one workload: its certificate, its key and the roots it
 * trusts. Registered on that workload's Unix socket and nowhere else. Streams are served on the
 * socket's call executor; the secret of one workload is never reachable from another's service.
 */
@NullMarked
package io.lateen.agent.identity.sds;

import org.jspecify.annotations.NullMarked;
