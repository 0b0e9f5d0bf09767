// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.ListenerSet;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.base.decode.ObjectReader;

/** Decodes ListenerSets (gateway-api: apis/v1/listenerset_types.go). */
public final class ListenerSetDecoder implements SpecDecoder<ListenerSet> {

  @Override
  public ListenerSet decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    if (!in.has("parentRef")) {
      in.error("parentRef", "is required");
    }
    var parent = in.part("parentRef");
    var namespace = Names.namespace(parent);
    var gateway =
        new ObjectRef(
            Names.group(parent, Kinds.GATEWAY_API),
            Names.kind(parent, "Gateway"),
            namespace.isEmpty() ? meta.namespace() : namespace,
            parent.requiredString("name"));
    parent.done();
    var set = new ListenerSet(gateway, ListenerDecoder.list(in));
    in.done();
    if (set.listeners().isEmpty()) {
      in.error("listeners", "is required");
    }
    return set;
  }
}
