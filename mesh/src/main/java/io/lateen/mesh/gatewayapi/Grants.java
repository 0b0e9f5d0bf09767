// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.api.gatewayapi.ReferenceGrant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which references into other namespaces their owners allow (Istio: references.go). */
final class Grants {

  /** One permission; an empty name in {@code to} is any. */
  private record Grant(ObjectRef from, ObjectRef to) {}

  private final Set<Grant> grants = new HashSet<>();

  Grants(Collection<ConfigObject<ReferenceGrant>> written) {
    for (var grant : written) {
      for (var from : grant.spec().from()) {
        for (var to : grant.spec().to()) {
          grants.add(
              new Grant(from, new ObjectRef(to.group(), to.kind(), grant.namespace(), to.name())));
        }
      }
    }
  }

  /** Whether {@code from} may refer to that object, whose namespace is spelled out. */
  boolean allow(ConfigObject<?> from, ObjectRef to) {
    if (to.namespace().equals(from.namespace())) {
      return true;
    }
    var of = new ObjectRef(from.key().group(), from.key().kind(), from.namespace(), "");
    var any = new ObjectRef(to.group(), to.kind(), to.namespace(), "");
    return grants.contains(new Grant(of, any)) || grants.contains(new Grant(of, to));
  }
}
