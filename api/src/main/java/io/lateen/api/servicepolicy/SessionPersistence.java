// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.servicepolicy;

import java.time.Duration;

/**
 * What keeps a session on its endpoint: the client brings back which one it was.
 *
 * @param strict whether a request is refused with 503 when its endpoint is gone, instead of going
 *     to another one
 */
public record SessionPersistence(Carrier carrier, boolean strict) {

  /** What the client brings back. */
  public sealed interface Carrier {

    /**
     * A cookie (RFC 6265).
     *
     * @param path that requests must begin with
     * @param ttl lifetime, in whole seconds; zero for as long as the client runs
     */
    record Cookie(String name, String path, Duration ttl) implements Carrier {}

    /**
     * A header, in responses and then in requests.
     *
     * @param name in lower case
     */
    record Header(String name) implements Carrier {}
  }
}
