// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a connection may send that carries nothing. */
class FrameBudgetTest {

  private static final int WINDOW_UPDATE = 8;
  private static final long SECOND = 1_000_000_000;

  private final FrameBudget budget = new FrameBudget(0);

  private void spend(long now) {
    for (int i = 0; i < FrameBudget.BURST; i++) {
      assertThat(budget.received(WINDOW_UPDATE, 0, 4, now)).isEmpty();
    }
  }

  @Test
  void framesThatCarrySomethingAreFree() {
    for (int i = 0; i < 3 * FrameBudget.BURST; i++) {
      assertThat(budget.received(FrameBudget.DATA, 0, 1, 0)).isEmpty();
      assertThat(budget.received(FrameBudget.DATA, 1, 0, 0)).isEmpty();
      assertThat(budget.received(FrameBudget.HEADERS, FrameBudget.END_HEADERS, 9, 0)).isEmpty();
    }
  }

  @Test
  void othersHaveABurstAndARate() {
    spend(0);
    assertThat(budget.received(FrameBudget.DATA, 0, 0, 0)).contains("empty_frames");
    for (int i = 0; i < FrameBudget.PER_SECOND; i++) {
      assertThat(budget.received(4, 0, 0, SECOND)).isEmpty();
    }
    assertThat(budget.received(4, 0, 0, SECOND)).contains("settings_frames");
  }

  @Test
  void aReaderMayReportWhatItRead() {
    spend(0);
    for (int i = 0; i < 1_000; i++) {
      budget.sent(16 << 10);
      assertThat(budget.received(WINDOW_UPDATE, 0, 4, 0)).isEmpty();
      assertThat(budget.received(WINDOW_UPDATE, 0, 4, 0)).isEmpty();
    }
  }

  @Test
  void headersEndSoon() {
    assertThat(budget.received(FrameBudget.HEADERS, 0, 0, 0)).isEmpty();
    for (int i = 2; i <= FrameBudget.HEADER_FRAMES; i++) {
      assertThat(budget.received(FrameBudget.CONTINUATION, 0, 0, 0)).isEmpty();
    }
    assertThat(budget.received(FrameBudget.CONTINUATION, 0, 0, 0)).contains("continuation_frames");
  }
}
