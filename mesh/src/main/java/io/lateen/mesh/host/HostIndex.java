// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.host;

import io.lateen.base.map.DiffMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map from hosts and host patterns to values, asked for the most specific entry: the
 * name itself, else the longest wildcard that covers it.
 *
 * @param exact entries of names
 * @param wildcards entries of patterns, keyed with their leading {@code *}
 */
public record HostIndex<V>(DiffMap<String, V> exact, DiffMap<String, V> wildcards) {

  private static final HostIndex<?> EMPTY = new HostIndex<>(DiffMap.empty(), DiffMap.empty());

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

  /**
   * This index with {@code host} set to {@code value}, or without it; the very object when equal.
   */
  public HostIndex<V> with(String host, @Nullable V value) {
    if (Hosts.isWildcard(host)) {
      var patterns = wildcards.with(host, value);
      return patterns == wildcards ? this : new HostIndex<>(exact, patterns);
    }
    var names = exact.with(host, value);
    return names == exact ? this : new HostIndex<>(names, wildcards);
  }

  /** An equal index, of which what is in {@code other} too is not there twice. */
  public HostIndex<V> sharing(HostIndex<V> other) {
    return new HostIndex<>(exact.sharing(other.exact), wildcards.sharing(other.wildcards));
  }

  /** The values of all entries that cover {@code host}, the most specific one first. */
  public List<V> covering(String host) {
    var found = new ArrayList<V>();
    boolean isName = !Hosts.isWildcard(host);
    @Nullable V named = isName ? exact.get(host) : null;
    if (named != null) {
      found.add(named);
    }
    for (int from = isName ? 0 : 1; from <= host.length() && !wildcards.isEmpty(); from++) {
      @Nullable V pattern = wildcards.get("*" + host.substring(from));
      if (pattern != null) {
        found.add(pattern);
      }
    }
    return found;
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
