// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * Faults to inject into requests.
 *
 * @param delay makes requests wait
 * @param abort makes requests fail
 */
public record HttpFault(Optional<FaultDelay> delay, Optional<FaultAbort> abort) {}
