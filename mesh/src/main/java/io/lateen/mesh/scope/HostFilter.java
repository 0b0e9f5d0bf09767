// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The hosts that one egress entry of a Sidecar imports, {@code namespace/host} each: namespace
 * {@code .} is the proxy's own, {@code *} any, and a leading {@code ~} excludes (istio/istio
 * pilot/pkg/model/sidecar.go, hostClassification).
 *
 * @param byNamespace entries by namespace; {@code *} holds those for any
 * @param every the hosts of all namespaces
 */
record HostFilter(Map<String, Entries> byNamespace, Entries every) {

  static final List<String> EVERYTHING = List.of("*/*");

  private static final String ANY = "*";

  /**
   * The entries of one namespace.
   *
   * @param exact hosts, patterns among them
   * @param patterns those with a wildcard
   */
  private record Entries(Set<String> exact, List<String> patterns, List<String> excluded) {

    private static final Entries NONE = new Entries(Set.of(), List.of(), List.of());

    private static Entries none() {
      return new Entries(new HashSet<>(), new ArrayList<>(), new ArrayList<>());
    }

    private void add(String host) {
      if (exact.add(host) && Hosts.isWildcard(host)) {
        patterns.add(host);
      }
    }

    private boolean excludes(String host) {
      return any(excluded, pattern -> Hosts.covers(pattern, host));
    }

    private boolean covers(String host) {
      return exact.contains(host) || any(patterns, pattern -> Hosts.covers(pattern, host));
    }

    private boolean overlaps(String host) {
      return exact.contains(host)
          || any(patterns, pattern -> Hosts.overlap(pattern, host))
          || (Hosts.isWildcard(host) && any(exact, entry -> Hosts.overlap(entry, host)));
    }

    /** A loop: a scope that is new asks for every host of the mesh. */
    private static boolean any(Collection<String> hosts, Predicate<String> test) {
      for (var host : hosts) {
        if (test.test(host)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * The filter that an author wrote.
   *
   * @param hosts {@code namespace/host} each; others are left out
   * @param own namespace of the proxy
   */
  static HostFilter of(List<String> hosts, String own) {
    var filters = new HashMap<String, Entries>();
    var every = Entries.none();
    for (String written : hosts) {
      int slash = written.indexOf('/');
      if (slash < 0) {
        continue;
      }
      boolean excluded = written.charAt(0) == '~';
      String namespace = written.substring(excluded ? 1 : 0, slash);
      String host = written.substring(slash + 1);
      Entries entries =
          filters.computeIfAbsent(namespace(namespace, excluded, own), key -> Entries.none());
      if (excluded) {
        entries.excluded().add(host);
      } else {
        entries.add(host);
        every.add(host);
      }
    }
    return new HostFilter(filters, every);
  }

  private static String namespace(String written, boolean excluded, String own) {
    if (written.equals(".")) {
      return own;
    }
    return excluded && written.isEmpty() ? ANY : written;
  }

  /** Whether a service of that host is imported if it is of the right namespace. */
  boolean mayImport(String host) {
    return every.covers(host);
  }

  /** Whether a service of that host and namespace is imported. */
  boolean importsService(String host, String namespace) {
    Entries own = in(namespace);
    Entries any = in(ANY);
    if (own.excludes(host) || any.excludes(host)) {
      return false;
    }
    return own.covers(host) || any.covers(host);
  }

  /** Whether a VirtualService of that namespace is imported: one of its hosts is enough. */
  boolean importsRoutes(List<String> hosts, String namespace) {
    Entries own = in(namespace);
    Entries any = in(ANY);
    for (var host : hosts) {
      if (!own.excludes(host)
          && !any.excludes(host)
          && (own.overlaps(host) || any.overlaps(host))) {
        return true;
      }
    }
    return false;
  }

  private Entries in(String namespace) {
    return byNamespace.getOrDefault(namespace, Entries.NONE);
  }
}
