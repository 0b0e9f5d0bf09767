// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import io.lateen.api.security.KeySet;
import java.time.Duration;

/** Gets keys; the only thing that the rest knows of the network. */
interface KeySetFetcher {

  /**
   * The keys as JSON, public parts only. Blocks until they are there or the time is over.
   *
   * @param limit longest time
   */
  String fetch(KeySet.Source source, Duration limit) throws KeySetException;
}
