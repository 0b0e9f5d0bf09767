// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

/** Identity of a workload: the namespace and name of its Pod or WorkloadEntry. */
public record WorkloadKey(String namespace, String name) implements Comparable<WorkloadKey> {

  @Override
  public int compareTo(WorkloadKey other) {
    int first = namespace.compareTo(other.namespace);
    return first == 0 ? name.compareTo(other.name) : first;
  }

  /** {@code name.namespace}, as proxies are called on the command line. */
  public String id() {
    return name + "." + namespace;
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
