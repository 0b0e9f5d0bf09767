// SPDX-License-Identifier: Apache-2.0
/**
 * What STRICT mutual TLS would break: callers that agents have seen without a certificate, put
 * together with the workloads of the mesh and their policies. Called by the API. Pure: it neither
 * reads clocks nor keeps anything; it runs on the caller's thread.
 */
@NullMarked
package io.lateen.controlplane.mtls;

import org.jspecify.annotations.NullMarked;
