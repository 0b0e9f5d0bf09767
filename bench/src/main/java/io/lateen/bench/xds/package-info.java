// SPDX-License-Identifier: Apache-2.0
/**
 * What a change costs until the last of many proxies has it. A control plane as people start it,
 * configuration in a watched folder, and a load client that shares no code with it, over mTLS on
 * loopback. Called by {@code ./dev bench xds}.
 */
@NullMarked
package io.lateen.bench.xds;

import org.jspecify.annotations.NullMarked;
