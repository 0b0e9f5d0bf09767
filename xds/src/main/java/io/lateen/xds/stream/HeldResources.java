// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import io.lateen.xds.resource.XdsResource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What the client is believed to hold of one type: a shared map plus this stream's differences. A
 * stream that is in step costs almost nothing, however many resources it has.
 */
final class HeldResources {

  /** No content has this version: versions are hashes. */
  private static final String UNKNOWN_VERSION = "?";

  /** Hides an entry of the shared map. */
  private static final XdsResource GONE = new XdsResource("", UNKNOWN_VERSION, ByteString.EMPTY);

  private Map<String, XdsResource> shared = Map.of();
  private Map<String, XdsResource> own = new HashMap<>();

  /** What the client holds under a name it is interested in, or null. */
  @Nullable XdsResource get(String name) {
    var resource = own.get(name);
    if (resource == null) {
      return shared.get(name);
    }
    return resource == GONE ? null : resource;
  }

  /** The version that the client holds; empty when it has none or nobody knows which. */
  String version(String name) {
    var resource = get(name);
    return resource == null || resource.version().equals(UNKNOWN_VERSION) ? "" : resource.version();
  }

  /** The client says that it has this version from an earlier stream. */
  void claimed(String name, String version, @Nullable XdsResource current) {
    var equal = current != null && current.version().equals(version);
    var claim = version.isEmpty() ? UNKNOWN_VERSION : version;
    own.put(name, equal ? current : new XdsResource(name, claim, ByteString.EMPTY));
  }

  /** The client was sent this resource. */
  void sent(String name, XdsResource resource) {
    own.put(name, resource);
  }

  /** The client refused something: it holds an older version, the new one, or nothing. */
  void doubtful(String name) {
    own.put(name, new XdsResource(name, UNKNOWN_VERSION, ByteString.EMPTY));
  }

  /** The client no longer holds the name. */
  void drop(String name) {
    if (shared.containsKey(name)) {
      own.put(name, GONE);
    } else {
      own.remove(name);
    }
  }

  /** The client holds exactly what it is interested in of {@code resources}. */
  void inStepWith(Map<String, XdsResource> resources) {
    shared = resources;
    own = own.isEmpty() ? own : new HashMap<>();
  }

  /** Visits everything that may be held; also names that the client is not interested in. */
  void forEach(BiConsumer<String, XdsResource> visitor) {
    own.forEach(
        (name, resource) -> {
          if (resource != GONE) {
            visitor.accept(name, resource);
          }
        });
    shared.forEach(
        (name, resource) -> {
          if (!own.containsKey(name)) {
            visitor.accept(name, resource);
          }
        });
  }
}
