// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.net.InetAddress;
import java.util.Optional;

/** Tells who asks by the source address of the query. Safe from all threads; does not block. */
@FunctionalInterface
public interface NameViews {

  /** What this address may see; empty when it is not ours to serve. */
  Optional<NameView> of(InetAddress source);
}
