// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import com.google.protobuf.ByteString;
import io.lateen.base.hash.Version;
import io.lateen.base.map.DiffMap;
import io.lateen.base.memo.Memo;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual hosts that stand next to each other in route configurations, about sixteen. Where a block
 * ends depends on the name of its last host alone, so an edit touches one block or two, and all
 * configurations and replicas cut alike.
 *
 * @param version 32 hexadecimal digits: hash of the hashes of its hosts
 * @param fields the hosts as fields of a {@code RouteConfiguration}, one after the other
 */
public record HostBlock(String version, ByteString fields) {

  /** Hash of a name, of which the highest four bits are 0 where a block ends. */
  private static final int MIX = 0x9E3779B9;

  private static final int BITS = 28;

  /**
   * The blocks of hosts in the order of their names.
   *
   * @param known blocks by their hosts
   */
  static List<HostBlock> all(
      DiffMap<String, EncodedHost> hosts, Memo<List<EncodedHost>, HostBlock> known) {
    var blocks = new ArrayList<HostBlock>();
    var next = new ArrayList<EncodedHost>();
    for (var host : hosts.entrySet()) {
      next.add(host.getValue());
      if (isLast(host.getKey())) {
        blocks.add(known.get(List.copyOf(next), HostBlock::of));
        next.clear();
      }
    }
    if (!next.isEmpty()) {
      blocks.add(known.get(List.copyOf(next), HostBlock::of));
    }
    return blocks;
  }

  private static boolean isLast(String name) {
    return (name.hashCode() * MIX) >>> BITS == 0;
  }

  private static HostBlock of(List<EncodedHost> hosts) {
    var versions = new StringBuilder();
    var fields = new ArrayList<ByteString>(hosts.size());
    for (var host : hosts) {
      versions.append(host.version());
      fields.add(host.field());
    }
    return new HostBlock(Version.of(versions.toString()).hex(), ByteString.copyFrom(fields));
  }
}
