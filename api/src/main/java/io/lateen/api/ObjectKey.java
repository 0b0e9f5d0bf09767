// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

/**
 * The identity of an object among all objects of a mesh, whatever version it was written in.
 *
 * @param group API group, as in {@code networking.istio.io}; empty for the Kubernetes core
 * @param kind kind, as in {@code VirtualService}
 * @param namespace namespace; empty for kinds without one
 * @param name name of the object
 */
public record ObjectKey(String group, String kind, String namespace, String name)
    implements Comparable<ObjectKey> {

  /** By group, kind, namespace, name. */
  @Override
  public int compareTo(ObjectKey other) {
    // Written out: at a start, states of a hundred thousand keys are sorted by it several times.
    var order = compare(group, other.group);
    order = order != 0 ? order : compare(kind, other.kind);
    order = order != 0 ? order : compare(namespace, other.namespace);
    return order != 0 ? order : name.compareTo(other.name);
  }

  /** Texts that many keys have in common are mostly one object. */
  @SuppressWarnings("ReferenceEquality") // only saves the comparison
  private static int compare(String one, String other) {
    return one == other ? 0 : one.compareTo(other);
  }

  /** The words for users: {@code VirtualService default/reviews}. */
  public String display() {
    return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
  }
}
