// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.workload;

import java.util.Comparator;

/** Identity of a workload: the namespace and name of its Pod or WorkloadEntry. */
public record WorkloadKey(String namespace, String name) implements Comparable<WorkloadKey> {

  private static final Comparator<WorkloadKey> ORDER =
      Comparator.comparing(WorkloadKey::namespace).thenComparing(WorkloadKey::name);

  @Override
  public int compareTo(WorkloadKey other) {
    return ORDER.compare(this, other);
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
