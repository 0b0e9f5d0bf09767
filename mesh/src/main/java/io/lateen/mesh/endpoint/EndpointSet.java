// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.base.hash.Version;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one service port, in {@link Endpoint#ORDER}. Equal when the endpoints are equal;
 * the version is a hash of them, the same on every replica and after a restart.
 */
public final class EndpointSet {

  public static final EndpointSet EMPTY = new EndpointSet(List.of());

  private final List<Endpoint> endpoints;
  private final int hash;
  private @Nullable Version version;

  private EndpointSet(List<Endpoint> sorted) {
    this.endpoints = sorted;
    this.hash = sorted.hashCode();
  }

  /** The set of {@code endpoints}, which may come in any order. */
  public static EndpointSet of(List<Endpoint> endpoints) {
    return endpoints.isEmpty()
        ? EMPTY
        : new EndpointSet(endpoints.stream().sorted(Endpoint.ORDER).toList());
  }

  /** This set, or the other one when they are equal; what both have is the object of the other. */
  EndpointSet sharing(EndpointSet known) {
    if (equals(known)) {
      return known;
    }
    var shared = new ArrayList<Endpoint>(endpoints.size());
    int next = 0;
    for (var endpoint : endpoints) {
      while (next < known.endpoints.size()
          && Endpoint.ORDER.compare(known.endpoints.get(next), endpoint) < 0) {
        next++;
      }
      var same = next < known.endpoints.size() ? known.endpoints.get(next) : endpoint;
      shared.add(same.equals(endpoint) ? same : endpoint);
    }
    return new EndpointSet(List.copyOf(shared));
  }

  public List<Endpoint> endpoints() {
    return endpoints;
  }

  /** The hash of the content; computed once, by whichever thread asks first. */
  public Version version() {
    Version known = version;
    if (known == null) {
      var text = new StringBuilder();
      endpoints.forEach(endpoint -> text.append(endpoint).append('\n'));
      known = Version.of(text.toString());
      version = known;
    }
    return known;
  }

  public boolean isEmpty() {
    return endpoints.isEmpty();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof EndpointSet set
            && hash == set.hash
            && endpoints.equals(set.endpoints));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return "EndpointSet" + endpoints;
  }
}
