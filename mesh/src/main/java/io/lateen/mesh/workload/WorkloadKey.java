// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import org.jspecify.annotations.Nullable;

/** Identity of a workload: the namespace and name of its Pod or WorkloadEntry. */
public record WorkloadKey(String namespace, String name) implements Comparable<WorkloadKey> {

  /**
   * As of every record, written out: an epoch looks up each proxy by its workload several times,
   * and the first compiler does not see through what records do instead.
   */
  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkloadKey key
        && name.equals(key.name)
        && namespace.equals(key.namespace);
  }

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
