// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Identity of a workload: the namespace and name of its Pod or WorkloadEntry. */
public final class WorkloadKey implements Comparable<WorkloadKey> {

  private final String namespace;
  private final String name;

  /** Kept: an epoch looks up each proxy by its workload several times. */
  private final int hash;

  public WorkloadKey(String namespace, String name) {
    this.namespace = Objects.requireNonNull(namespace);
    this.name = Objects.requireNonNull(name);
    this.hash = 31 * namespace.hashCode() + name.hashCode();
  }

  public String namespace() {
    return namespace;
  }

  public String name() {
    return name;
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WorkloadKey key
        && hash == key.hash
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
