// SPDX-License-Identifier: Apache-2.0
package io.lateen.sim;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.service.discovery.v3.Resource;
import io.lateen.proto.difference.Differences;
import io.lateen.proto.xds.v1.Difference;
import java.util.HashMap;
import java.util.Map;

/** What a relay took last, and what it makes of differences to that. */
final class WholeContents {

  private final Map<String, Resource> newest = new HashMap<>();
  private int resolved;

  int resolved() {
    return resolved;
  }

  /** The resource itself, or what the difference and the one before are together. */
  Resource of(String typeUrl, Resource sent) throws InvalidProtocolBufferException {
    if (!sent.getResource().getTypeUrl().equals(Differences.TYPE_URL)) {
      return sent;
    }
    resolved++;
    var difference = Difference.parseFrom(sent.getResource().getValue());
    var base = newest.get(key(typeUrl, sent.getName()));
    if (base == null || !base.getVersion().equals(difference.getBaseVersion())) {
      throw new ProxyConfig.Violation("a difference to another version of " + sent.getName());
    }
    var value =
        Differences.resolve(difference, base.getResource().getValue(), Integer.MAX_VALUE)
            .orElseThrow(
                () -> new ProxyConfig.Violation("a difference that is none: " + sent.getName()));
    return sent.toBuilder()
        .setResource(Any.newBuilder().setTypeUrl(typeUrl).setValue(value))
        .build();
  }

  void took(String typeUrl, Resource resource) {
    newest.put(key(typeUrl, resource.getName()), resource);
  }

  private static String key(String typeUrl, String name) {
    return typeUrl + " " + name;
  }
}
