// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import com.google.protobuf.ByteString;

/**
 * One encoded resource, shared by every stream that sends it.
 *
 * @param name the name that proxies subscribe to
 * @param version a hash of the content: equal content has an equal version on every replica and
 *     after a restart, or a reconnect costs a full push; never empty
 * @param value the encoded message, without the {@code Any} around it
 */
public record XdsResource(String name, String version, ByteString value) {

  /** Refuses an empty version, which would read as "unknown" on the wire. */
  public XdsResource {
    if (version.isEmpty()) {
      throw new IllegalArgumentException("resource without a version: " + name);
    }
  }

  /** The name, version and size; not the content, which may be private to a tenant. */
  @Override
  public String toString() {
    return name + "@" + version + " (" + value.size() + " bytes)";
  }
}
