// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.ByteString;
import io.lateen.base.hash.Version;
import io.lateen.base.map.DiffMap;
import io.lateen.proto.difference.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * What a route configuration is put together of, so that an edit of one virtual host costs little
 * more than that one: hosts, blocks of about sixteen hosts, groups of about sixteen blocks.
 *
 * @param planned what the virtual hosts were made of
 * @param head the fields before the virtual hosts
 * @param byName the planned virtual hosts by their names; empty for a resource of one piece
 * @param blocks the same in blocks
 * @param groups the same in groups
 * @param tail the fields after them, with the virtual host for all other requests, if there is one
 */
public record EncodedHosts(
    DiffMap<String, PlannedHost> planned,
    Part head,
    DiffMap<String, EncodedHost> byName,
    DiffMap<String, HostBlock> blocks,
    DiffMap<String, HostBlock> groups,
    Part tail) {

  private static final Part NOTHING = Part.of(ByteString.EMPTY);

  /** Of resources that are of one piece. */
  public static final EncodedHosts NONE =
      new EncodedHosts(
          DiffMap.empty(), NOTHING, DiffMap.empty(), DiffMap.empty(), DiffMap.empty(), NOTHING);

  /** The message without its planned virtual hosts. */
  public ByteString frame() {
    return head.bytes().concat(tail.bytes());
  }

  /** Whether the resource is of one piece. */
  public boolean isEmpty() {
    return byName.isEmpty();
  }

  /** The whole: head, groups and tail; what configurations share is the same object in them. */
  public Part whole() {
    var parts = new ArrayList<Part>(groups.size() + 2);
    parts.add(head);
    groups.values().forEach(group -> parts.add(group.fields()));
    parts.add(tail);
    return Part.of(parts);
  }

  /** A hash of the hashes of the frame and the groups. */
  public String version() {
    var versions = new StringBuilder(Version.of(frame().asReadOnlyByteBuffer()).hex());
    groups.values().forEach(group -> versions.append(group.version()));
    return Version.of(versions.toString()).hex();
  }

  /** The place of a virtual host in the message. */
  public int indexOf(String name) {
    return List.copyOf(byName.keySet()).indexOf(name);
  }
}
