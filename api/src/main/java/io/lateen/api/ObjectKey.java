// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import java.util.Comparator;

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

  private static final Comparator<ObjectKey> ORDER =
      Comparator.comparing(ObjectKey::group)
          .thenComparing(ObjectKey::kind)
          .thenComparing(ObjectKey::namespace)
          .thenComparing(ObjectKey::name);

  /** By group, kind, namespace, name. */
  @Override
  public int compareTo(ObjectKey other) {
    return ORDER.compare(this, other);
  }

  /** The words for users: {@code VirtualService default/reviews}. */
  public String display() {
    return namespace.isEmpty() ? kind + " " + name : kind + " " + namespace + "/" + name;
  }
}
