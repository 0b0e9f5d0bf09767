// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import java.util.Comparator;

/**
 * Identity of a service: several namespaces may declare the same host.
 *
 * @param hostname fully qualified, lower case; may be a wildcard for a ServiceEntry
 * @param namespace namespace of the declaring object
 */
public record ServiceKey(String hostname, String namespace) implements Comparable<ServiceKey> {

  private static final Comparator<ServiceKey> ORDER =
      Comparator.comparing(ServiceKey::hostname).thenComparing(ServiceKey::namespace);

  @Override
  public int compareTo(ServiceKey other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return namespace + "/" + hostname;
  }
}
