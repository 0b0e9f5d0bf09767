// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.ByteString;
import io.lateen.base.hash.Version;
import io.lateen.base.map.DiffMap;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a route configuration is put together of, so that an edit of one virtual host costs as much
 * as that one.
 *
 * @param head the fields before the virtual hosts
 * @param byName the planned virtual hosts by their names; empty for a resource of one piece
 * @param tail the fields after them, with the virtual host for all other requests, if there is one
 */
public record EncodedHosts(ByteString head, DiffMap<String, EncodedHost> byName, ByteString tail) {

  /** Of resources that are of one piece. */
  public static final EncodedHosts NONE =
      new EncodedHosts(ByteString.EMPTY, DiffMap.empty(), ByteString.EMPTY);

  /** The message without its planned virtual hosts. */
  public ByteString frame() {
    return head.concat(tail);
  }

  /** Whether the resource is of one piece. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The bytes of the whole; those of the virtual hosts are shared, not copied. */
  public ByteString bytes() {
    var pieces = new ArrayList<ByteString>(byName.size() + 2);
    pieces.add(head);
    byName.values().forEach(host -> pieces.add(host.field()));
    pieces.add(tail);
    return ByteString.copyFrom(pieces);
  }

  /** A hash of the hashes of the parts. */
  public String version() {
    var digests = new ByteArrayOutputStream(byName.size() * 32 + 32);
    digests.writeBytes(ascii(Version.of(frame().asReadOnlyByteBuffer()).hex()));
    byName.values().forEach(host -> digests.writeBytes(ascii(host.version())));
    return Version.of(digests.toByteArray()).hex();
  }

  private static byte[] ascii(String hex) {
    return hex.getBytes(StandardCharsets.US_ASCII);
  }

  /** The place of a virtual host in the message. */
  public int indexOf(String name) {
    return List.copyOf(byName.keySet()).indexOf(name);
  }
}
