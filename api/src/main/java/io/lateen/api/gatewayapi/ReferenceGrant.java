// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;
import java.util.List;

/**
 * Lets objects of other namespaces refer to those of its own (gateway-api:
 * apis/v1beta1/referencegrant_types.go).
 *
 * @param from kinds and namespaces of those that refer; their names are empty
 * @param to what they may refer to; an empty name is any, the namespaces are empty
 */
public record ReferenceGrant(List<ObjectRef> from, List<ObjectRef> to) implements Spec {

  /** Copies the collections. */
  public ReferenceGrant {
    from = List.copyOf(from);
    to = List.copyOf(to);
  }
}
