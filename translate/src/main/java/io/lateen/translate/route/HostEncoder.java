// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.base.map.DiffMap;
import io.lateen.base.memo.Memo;
import io.lateen.proto.difference.Part;
import java.util.List;

/**
 * Puts virtual hosts together, each of which is encoded once for all route configurations. Safe for
 * several threads.
 */
final class HostEncoder {

  /** Most virtual hosts kept by their plans (docs/limits.md); a full memo only costs time. */
  static final int MAX_HOSTS = 60_000;

  /** Most blocks of virtual hosts kept by their hosts (docs/limits.md). */
  static final int MAX_BLOCKS = 20_000;

  private static final int BLOCK_ZEROS = 4;
  private static final int GROUP_ZEROS = 8;

  private final Memo<PlannedHost, EncodedHost> hosts;
  private final Memo<List<EncodedHost>, HostBlock> blocks;
  private final Cutter<EncodedHost, HostBlock> cutter;
  private final Cutter<HostBlock, HostBlock> grouper;

  /**
   * @param keptBytes most bytes of virtual hosts kept, and of blocks of them
   */
  HostEncoder(long keptBytes) {
    this.hosts = new Memo<>(MAX_HOSTS, keptBytes, host -> host.field().bytes().size());
    this.blocks = new Memo<>(MAX_BLOCKS, keptBytes, block -> block.fields().bytes().size());
    this.cutter = new Cutter<>(BLOCK_ZEROS, items -> blocks.get(items, HostBlock::of));
    this.grouper = new Cutter<>(GROUP_ZEROS, HostBlock::ofBlocks);
  }

  int hosts() {
    return hosts.size();
  }

  int blocks() {
    return blocks.size();
  }

  /**
   * The hosts between what stands before and behind them.
   *
   * @param past any other ones, from which what is the same is taken; it saves time and room, and
   *     says nothing about the result
   */
  EncodedHosts encoded(
      Part head, DiffMap<String, PlannedHost> planned, Part tail, EncodedHosts past) {
    var byName = past.byName();
    for (var name : past.planned().changed(planned)) {
      var host = planned.get(name);
      byName = host == null ? byName.minus(name) : byName.plus(name, host.encoded(hosts));
    }
    var cut = cutter.next(past.blocks(), byName, past.byName().changed(byName));
    var grouped = grouper.next(past.groups(), cut, past.blocks().changed(cut));
    return new EncodedHosts(planned, head, byName, cut, grouped, tail);
  }
}
