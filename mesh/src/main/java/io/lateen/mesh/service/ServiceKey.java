// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

/**
 * Identity of a service: several namespaces may declare the same host.
 *
 * @param hostname fully qualified, lower case; may be a wildcard for a ServiceEntry
 * @param namespace namespace of the declaring object
 */
public record ServiceKey(String hostname, String namespace) implements Comparable<ServiceKey> {

  @Override
  public int compareTo(ServiceKey other) {
    int first = hostname.compareTo(other.hostname);
    return first == 0 ? namespace.compareTo(other.namespace) : first;
  }

  @Override
  public String toString() {
    return namespace + "/" + hostname;
  }
}
