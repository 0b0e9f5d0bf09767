// SPDX-License-Identifier: Apache-2.0
/**
 * Access logs, traces and metrics as Telemetry objects and the mesh configuration ask for them,
 * with Istio's rules of inheritance. Called once per proxy; what cannot be served is a problem.
 * Sees the proxy's view and makes messages, not listeners, and runs on any thread.
 */
@NullMarked
package io.lateen.translate.telemetry;

import org.jspecify.annotations.NullMarked;
