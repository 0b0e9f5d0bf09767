// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Chooses endpoints by the hash of a property of the request.
 *
 * @param key what is hashed
 * @param algorithm how the hash finds an endpoint
 */
public record ConsistentHash(HashKey key, HashAlgorithm algorithm) {

  /** What is hashed. */
  public sealed interface HashKey {

    /**
     * A request header.
     *
     * @param name its name
     */
    record Header(String name) implements HashKey {}

    /**
     * A cookie.
     *
     * @param name its name
     * @param path path of a generated cookie; empty for none
     * @param ttl life of a generated cookie, zero for the session; absent to generate none
     * @param attributes further attributes of a generated cookie
     */
    record Cookie(
        String name, String path, Optional<Duration> ttl, List<CookieAttribute> attributes)
        implements HashKey {

      /** Copies the list. */
      public Cookie {
        attributes = List.copyOf(attributes);
      }
    }

    /** The address of the caller. */
    record SourceIp() implements HashKey {}

    /**
     * A query parameter.
     *
     * @param name its name
     */
    record QueryParameter(String name) implements HashKey {}
  }

  /**
   * An attribute of a generated cookie.
   *
   * @param name name of the attribute
   * @param value its value; may be empty
   */
  public record CookieAttribute(String name, String value) {}

  /** How the hash finds an endpoint. */
  public sealed interface HashAlgorithm {

    /**
     * A hash ring.
     *
     * @param minimumSize fewest entries on the ring; absent for the default of 1024
     */
    record RingHash(OptionalLong minimumSize) implements HashAlgorithm {}

    /**
     * A Maglev table.
     *
     * @param tableSize entries of the table, a prime; absent for Envoy's default
     */
    record Maglev(OptionalLong tableSize) implements HashAlgorithm {}
  }
}
