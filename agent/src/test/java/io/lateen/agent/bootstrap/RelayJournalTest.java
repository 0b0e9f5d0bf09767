// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.telemetry.Counters;
import org.junit.jupiter.api.Test;

class RelayJournalTest {

  @Test
  void whatReachedABoundIsCounted() {
    var counters = new Counters();
    var journal = new RelayJournal(counters);
    journal.upstreamLost("uid-1", "gone");
    journal.unresolved("uid-1", "listeners");
    journal.notKept("uid-1", "listeners");
    journal.notKept("uid-1", "clusters");
    journal.saveFailed("uid-1", "full");
    assertThat(counters.value(Counters.RELAY_UNRESOLVED)).isOne();
    assertThat(counters.value(Counters.RELAY_NOT_KEPT)).isEqualTo(2);
    assertThat(counters.value(Counters.RELAY_UNSAVED)).isOne();
  }
}
