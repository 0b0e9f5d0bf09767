// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.discovery;

import com.google.protobuf.Message;
import io.lateen.base.hash.Version;
import io.lateen.proto.difference.Part;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.XdsResource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the server has at an epoch; filled before it is handed on. */
final class MiniView implements ResourceView {

  private final long epoch;
  private final Map<String, Map<String, XdsResource>> types = new HashMap<>();

  MiniView(long epoch) {
    this.epoch = epoch;
  }

  void add(String type, String name, Message message) {
    var bytes = message.toByteString();
    var version = Version.of(bytes.toByteArray()).hex();
    types
        .computeIfAbsent(type, each -> new TreeMap<>())
        .put(name, new XdsResource(name, version, bytes));
  }

  /** A resource that shares parts with other versions. */
  void add(String type, String name, List<Part> parts) {
    var content = Part.of(parts);
    var version = Version.of(content.bytes().toByteArray()).hex();
    types
        .computeIfAbsent(type, each -> new TreeMap<>())
        .put(name, new XdsResource(name, version, content));
  }

  @Override
  public long epoch() {
    return epoch;
  }

  @Override
  public Map<String, XdsResource> resources(String typeUrl) {
    return types.getOrDefault(typeUrl, Map.of());
  }
}
