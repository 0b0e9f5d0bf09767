// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.ObjectRef;
import io.lateen.api.gatewayapi.ReferenceGrant;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.function.Function;

/** Decodes ReferenceGrants (gateway-api: apis/v1beta1/referencegrant_types.go). */
public final class ReferenceGrantDecoder implements SpecDecoder<ReferenceGrant> {

  private static final int MAX_ENTRIES = 16;

  @Override
  public ReferenceGrant decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var grant =
        new ReferenceGrant(
            list(in, "from", ReferenceGrantDecoder::from),
            list(in, "to", ReferenceGrantDecoder::to));
    in.done();
    return grant;
  }

  private static List<ObjectRef> list(
      ObjectReader in, String field, Function<ObjectReader, ObjectRef> decode) {
    Names.atMost(in, field, MAX_ENTRIES);
    var refs = in.objects(field, decode);
    if (refs.isEmpty()) {
      in.error(field, "is required");
    }
    return refs;
  }

  private static ObjectRef from(ObjectReader in) {
    require(in, "group", "kind", "namespace");
    var ref = new ObjectRef(Names.group(in, ""), Names.kind(in, ""), Names.namespace(in), "");
    in.done();
    return ref;
  }

  private static ObjectRef to(ObjectReader in) {
    require(in, "group", "kind");
    var ref = new ObjectRef(Names.group(in, ""), Names.kind(in, ""), "", in.string("name"));
    in.done();
    return ref;
  }

  private static void require(ObjectReader in, String... fields) {
    for (var field : fields) {
      if (!in.has(field)) {
        in.error(field, "is required");
      }
    }
  }
}
