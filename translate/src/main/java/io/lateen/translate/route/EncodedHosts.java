// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.ByteString;
import io.lateen.base.hash.Version;
import io.lateen.base.map.DiffMap;
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
    ByteString head,
    DiffMap<String, EncodedHost> byName,
    DiffMap<String, HostBlock> blocks,
    DiffMap<String, HostBlock> groups,
    ByteString tail) {

  /** Of resources that are of one piece. */
  public static final EncodedHosts NONE =
      new EncodedHosts(
          DiffMap.empty(),
          ByteString.EMPTY,
          DiffMap.empty(),
          DiffMap.empty(),
          DiffMap.empty(),
          ByteString.EMPTY);

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
    var pieces = new ArrayList<ByteString>(groups.size() + 2);
    pieces.add(head);
    groups.values().forEach(group -> pieces.add(group.fields()));
    pieces.add(tail);
    return ByteString.copyFrom(pieces);
  }

  /**
   * Head, virtual hosts and tail, one after the other the whole; what configurations share is the
   * same object in them.
   */
  public List<ByteString> parts() {
    var parts = new ArrayList<ByteString>(byName.size() + 2);
    parts.add(head);
    byName.values().forEach(host -> parts.add(host.field()));
    parts.add(tail);
    return parts;
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
