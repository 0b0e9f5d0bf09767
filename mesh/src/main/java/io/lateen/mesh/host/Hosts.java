// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.host;

/**
 * Comparison of host names that may begin with a wildcard ({@code *}, {@code *.example.com}). Names
 * are compared as they are written, as Istio does (istio/istio pkg/config/host/name.go); the
 * decoder has already rejected upper case.
 */
public final class Hosts {

  /** DNS domain of the services of the mesh; Istio's default domain suffix. */
  public static final String DOMAIN = "cluster.local";

  private Hosts() {}

  /** Whether {@code host} is a pattern, not a name. */
  public static boolean isWildcard(String host) {
    return !host.isEmpty() && host.charAt(0) == '*';
  }

  /** Whether every name that {@code host} stands for is also one of {@code pattern}. */
  public static boolean covers(String pattern, String host) {
    if (!isWildcard(pattern)) {
      return pattern.equals(host);
    }
    if (!isWildcard(host)) {
      return endsWithSuffix(host, pattern);
    }
    return host.length() >= pattern.length() && endsWithSuffix(host.substring(1), pattern);
  }

  /** Whether the two share at least one name: one of them covers the other. */
  public static boolean overlap(String left, String right) {
    return covers(left, right) || covers(right, left);
  }

  /**
   * The fully qualified form of a service's name in an object of {@code namespace}: a name without
   * a dot is that of a service beside the object; names with dots, addresses and {@code *} stay.
   */
  public static String qualify(String host, String namespace) {
    if (host.isEmpty() || host.equals("*") || host.indexOf('.') >= 0 || host.indexOf(':') >= 0) {
      return host;
    }
    return ofService(host, namespace);
  }

  /** The fully qualified name of a Kubernetes Service. */
  public static String ofService(String name, String namespace) {
    return name + "." + namespace + ".svc." + DOMAIN;
  }

  private static boolean endsWithSuffix(String host, String pattern) {
    int suffix = pattern.length() - 1;
    return host.regionMatches(host.length() - suffix, pattern, 1, suffix);
  }
}
