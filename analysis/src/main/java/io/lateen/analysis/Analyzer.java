// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import io.lateen.analysis.inventory.Inventory;

/**
 * One subject of analysis. Its findings depend on the inventory alone, and not on the order in
 * which it was read.
 */
public interface Analyzer {

  /** Name for {@code --analyzer}; that of Istio's analyzer where there is one. */
  String name();

  /** Reports everything that is wrong with the subject. */
  void analyze(Inventory inventory, Findings findings);
}
