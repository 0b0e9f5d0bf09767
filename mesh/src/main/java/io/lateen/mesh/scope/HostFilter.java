// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The hosts that one egress entry of a Sidecar imports, {@code namespace/host} each: namespace
 * {@code .} is the proxy's own, {@code *} any, and a leading {@code ~} excludes (istio/istio
 * pilot/pkg/model/sidecar.go, hostClassification).
 *
 * @param byNamespace entries by namespace; {@code *} holds those for any
 */
record HostFilter(Map<String, Entries> byNamespace) {

  static final List<String> EVERYTHING = List.of("*/*");

  private static final String ANY = "*";

  /** The entries of one namespace. */
  private record Entries(Set<String> exact, List<String> all, List<String> excluded) {

    private static final Entries NONE = new Entries(Set.of(), List.of(), List.of());

    private boolean excludes(String host) {
      return excluded.stream().anyMatch(pattern -> Hosts.covers(pattern, host));
    }

    private boolean covers(String host) {
      return exact.contains(host)
          || all.stream().anyMatch(entry -> Hosts.isWildcard(entry) && Hosts.covers(entry, host));
    }

    private boolean overlaps(String host) {
      return exact.contains(host)
          || all.stream()
              .anyMatch(
                  entry ->
                      (Hosts.isWildcard(entry) || Hosts.isWildcard(host))
                          && Hosts.overlap(entry, host));
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
    for (String written : hosts) {
      int slash = written.indexOf('/');
      if (slash < 0) {
        continue;
      }
      boolean excluded = written.charAt(0) == '~';
      String namespace = written.substring(excluded ? 1 : 0, slash);
      String host = written.substring(slash + 1);
      Entries entries =
          filters.computeIfAbsent(
              namespace(namespace, excluded, own),
              key -> new Entries(new HashSet<>(), new ArrayList<>(), new ArrayList<>()));
      if (excluded) {
        entries.excluded().add(host);
      } else {
        entries.all().add(host);
        entries.exact().add(host);
      }
    }
    return new HostFilter(filters);
  }

  private static String namespace(String written, boolean excluded, String own) {
    if (written.equals(".")) {
      return own;
    }
    return excluded && written.isEmpty() ? ANY : written;
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
    return hosts.stream()
        .filter(host -> !own.excludes(host) && !any.excludes(host))
        .anyMatch(host -> own.overlaps(host) || any.overlaps(host));
  }

  private Entries in(String namespace) {
    return byNamespace.getOrDefault(namespace, Entries.NONE);
  }
}
