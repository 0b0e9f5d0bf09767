// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import java.util.Optional;
import org.xbill.DNS.Message;

/** Somebody who resolves what the mesh does not know. Implementations block. */
@FunctionalInterface
interface Upstream {

  /** The reply to a query with one question; empty when nobody answered in time. */
  Optional<Message> resolve(Message query);
}
