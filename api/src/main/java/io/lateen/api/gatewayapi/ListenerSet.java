// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import io.lateen.api.Spec;
import java.util.List;

/**
 * More listeners of a Gateway (gateway-api: apis/v1/listenerset_types.go).
 *
 * @param gateway the Gateway; its namespace is never empty
 * @param listeners ports that it opens
 */
public record ListenerSet(ObjectRef gateway, List<Listener> listeners) implements Spec {

  /** Copies the collection. */
  public ListenerSet {
    listeners = List.copyOf(listeners);
  }
}
