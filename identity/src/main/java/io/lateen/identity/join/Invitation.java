// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.join;

import io.lateen.base.net.AddressRange;
import java.net.InetAddress;
import java.util.Optional;

/**
 * What a join token stands for.
 *
 * @param guest whom it admits
 * @param from addresses from which it may be used; everywhere when empty
 */
public record Invitation(Guest guest, Optional<AddressRange> from) {

  /** An invitation of a node, from everywhere. */
  public static Invitation of(String node) {
    return new Invitation(new Guest.Node(node), Optional.empty());
  }

  boolean allows(InetAddress address) {
    return from.isEmpty() || from.get().contains(address);
  }
}
