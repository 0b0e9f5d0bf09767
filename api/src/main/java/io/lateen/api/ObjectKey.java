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
    var order = group.compareTo(other.group);
    order = order != 0 ? order : kind.compareTo(other.kind);
    order = order != 0 ? order : namespace.compareTo(other.namespace);
    return order != 0 ? order : name.compareTo(other.name);
  }

  /** The words for users: {@code VirtualService default/reviews}. */
  public String display() {
    return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
  }
}
