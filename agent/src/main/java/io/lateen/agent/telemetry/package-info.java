// SPDX-License-Identifier: Apache-2.0
/**
 * Turns Envoy's access log records into Istio's metrics and holds them, with the agent's own
 * counters, until the session reports them. Called by the workloads' socket servers and by the
 * session package; it never slows or fails a request, so what does not fit is dropped and counted.
 * All classes are safe from all threads and none blocks.
 */
@NullMarked
package io.lateen.agent.telemetry;

import org.jspecify.annotations.NullMarked;
