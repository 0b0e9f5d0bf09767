// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import io.lateen.xds.resource.XdsResource;
import java.util.List;

/**
 * One response, ready to be written.
 *
 * @param version the version of the response; for display in the incremental variant
 * @param removed names that the client must forget; always empty in state-of-the-world responses
 * @param epoch of the view that it was made from
 */
public record StreamResponse(
    String typeUrl,
    String nonce,
    String version,
    List<Entry> entries,
    List<String> removed,
    long epoch) {

  /**
   * A resource under the name that the client asked for.
   *
   * @param name differs from the resource's own name when it is an alias
   * @param present false says "there is no such resource" where {@code removed} will not do
   */
  public record Entry(String name, XdsResource resource, boolean present) {

    private static final String NO_VERSION = "none";

    /** A resource that exists. */
    static Entry of(String name, XdsResource resource) {
      return new Entry(name, resource, true);
    }

    /** A resource that does not exist. */
    static Entry absent(String name) {
      return new Entry(name, new XdsResource(name, NO_VERSION, ByteString.EMPTY), false);
    }

    /** Whether the client knows the resource by another name. */
    public boolean alias() {
      return !present || !name.equals(resource.name());
    }
  }
}
