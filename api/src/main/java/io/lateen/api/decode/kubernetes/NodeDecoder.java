// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.kubernetes;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.kubernetes.Node;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;

/** Decodes Nodes (Kubernetes API v1.Node). */
public final class NodeDecoder implements SpecDecoder<Node> {

  @Override
  public Node decode(ObjectReader document, ObjectMeta meta) {
    var internal = new ArrayList<String>();
    var external = new ArrayList<String>();
    for (var address :
        document
            .part("status")
            .objects("addresses", part -> List.of(part.string("type"), part.string("address")))) {
      switch (address.getFirst()) {
        case "InternalIP" -> internal.add(address.getLast());
        case "ExternalIP" -> external.add(address.getLast());
        default -> {}
      }
    }
    return new Node(internal, external);
  }
}
