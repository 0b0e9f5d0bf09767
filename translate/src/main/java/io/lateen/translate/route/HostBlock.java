// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.lateen.base.hash.Version;
import io.lateen.proto.difference.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Virtual hosts that stand next to each other in route configurations.
 *
 * @param version 32 hexadecimal digits: hash of the hashes of what it is made of
 * @param fields the hosts as fields of a {@code RouteConfiguration}, one after the other
 */
record HostBlock(String version, Part fields) {

  static HostBlock of(List<EncodedHost> hosts) {
    return of(hosts, EncodedHost::version, EncodedHost::field);
  }

  static HostBlock ofBlocks(List<HostBlock> blocks) {
    return of(blocks, HostBlock::version, HostBlock::fields);
  }

  private static <V> HostBlock of(
      List<V> items, Function<V, String> version, Function<V, Part> part) {
    var versions = new StringBuilder();
    var fields = new ArrayList<Part>(items.size());
    for (var item : items) {
      versions.append(version.apply(item));
      fields.add(part.apply(item));
    }
    return new HostBlock(Version.of(versions.toString()).hex(), Part.of(fields));
  }

  /** By the version, which stands for the bytes. */
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof HostBlock block && version.equals(block.version));
  }

  @Override
  public int hashCode() {
    return version.hashCode();
  }
}
