// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.Optional;

/**
 * Limits and time-outs of connections.
 *
 * @param tcp for every connection
 * @param http for HTTP
 */
public record ConnectionPool(Optional<TcpPool> tcp, Optional<HttpPool> http) {}
