// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.resource;

import java.util.function.Consumer;

/** Where views come from; implemented by the control plane's pipeline. Safe from all threads. */
public interface ViewSource {

  /**
   * Starts to follow the view of a proxy. As long as the sources are not synchronized nothing is
   * delivered and the proxy keeps what it has.
   *
   * @param onChange gets the current view when there is one (possibly before this method returns)
   *     and every newer one; cheap, never blocks, safe from all threads
   */
  Registration register(ProxyNode node, Consumer<ResourceView> onChange);

  /** The wish to be told; closing it twice is harmless. */
  interface Registration extends AutoCloseable {
    @Override
    void close();
  }
}
