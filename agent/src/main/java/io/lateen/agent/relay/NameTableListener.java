// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import io.lateen.proto.nds.v1.NameTable;

/** Gets the names that a workload may resolve. */
@FunctionalInterface
public interface NameTableListener {

  /** A workload's table, replacing the one before. Called on the relay's turn; must not block. */
  void onNameTable(String workloadUid, NameTable table);
}
