// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.host;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * An immutable map from hosts and host patterns to values, asked for the most specific entry: the
 * name itself, else the longest wildcard that covers it.
 *
 * @param exact entries of names
 * @param wildcards entries of patterns, keyed with their leading {@code *}
 */
public record HostIndex<V>(PMap<String, V> exact, PMap<String, V> wildcards) {

  private static final HostIndex<?> EMPTY =
      new HostIndex<>(HashTreePMap.empty(), HashTreePMap.empty());

  /** The index without entries. */
  @SuppressWarnings("unchecked")
  public static <V> HostIndex<V> empty() {
    return (HostIndex<V>) EMPTY;
  }

  public boolean isEmpty() {
    return exact.isEmpty() && wildcards.isEmpty();
  }

  /** The entry that is spelled exactly like {@code host}. */
  public Optional<V> get(String host) {
    return Optional.ofNullable(Hosts.isWildcard(host) ? wildcards.get(host) : exact.get(host));
  }

  /** This index with {@code host} set to {@code value}. */
  public HostIndex<V> plus(String host, V value) {
    return Hosts.isWildcard(host)
        ? new HostIndex<>(exact, wildcards.plus(host, value))
        : new HostIndex<>(exact.plus(host, value), wildcards);
  }

  /** This index without {@code host}. */
  public HostIndex<V> minus(String host) {
    return Hosts.isWildcard(host)
        ? new HostIndex<>(exact, wildcards.minus(host))
        : new HostIndex<>(exact.minus(host), wildcards);
  }

  /** The value of the most specific entry that covers {@code host}. */
  public Optional<V> mostSpecific(String host) {
    Optional<V> spelled = get(host);
    if (spelled.isPresent() || wildcards.isEmpty()) {
      return spelled;
    }
    for (int from = Hosts.isWildcard(host) ? 1 : 0; from <= host.length(); from++) {
      @Nullable V found = wildcards.get("*" + host.substring(from));
      if (found != null) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
