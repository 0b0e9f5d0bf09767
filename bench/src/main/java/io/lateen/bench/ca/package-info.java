// SPDX-License-Identifier: Apache-2.0
/**
 * What the certificate authority of a running control plane gives: rate, latency, a flood of
 * requests. Called by {@code ./dev bench ca}. The control plane is a process of its own, started by
 * the launcher; the clients are threads here.
 */
@NullMarked
package io.lateen.bench.ca;

import org.jspecify.annotations.NullMarked;
