// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

/** Hears how fetches went; must not block. */
public interface FetchMetrics {

  /** A fetch ended. */
  void fetched(boolean good);

  /** How many places are asked now. */
  void places(int count);
}
