// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

/**
 * A reference to an object.
 *
 * @param group API group; empty for the Kubernetes core
 * @param kind as in {@code Secret}
 * @param namespace as written; empty for that of the object it stands in
 * @param name name of the object
 */
public record ObjectRef(String group, String kind, String namespace, String name) {

  /** Whether it is of that kind of the Kubernetes core. */
  public boolean isCore(String wanted) {
    return group.isEmpty() && kind.equals(wanted);
  }
}
