// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.util.OptionalInt;

/**
 * A service, or a part of one, to which traffic goes.
 *
 * @param host host as written; a short name means the namespace of the object it stands in
 * @param subset name of a subset in the destination rule of the host; empty for all endpoints
 * @param port port of the service; absent for its only port or the port of the listener
 */
public record Destination(String host, String subset, OptionalInt port) {}
