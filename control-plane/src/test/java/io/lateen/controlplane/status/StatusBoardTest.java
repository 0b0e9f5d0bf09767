// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.controlplane.pipeline.Objects;
import io.lateen.controlplane.status.Judgement.Reason;
import io.lateen.controlplane.status.Judgement.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatusBoardTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private Instant now = START;
  private final StatusBoard board = new StatusBoard(() -> now);
  private final Map<ObjectKey, ConfigObject<?>> objects = new HashMap<>();
  private Set<String> connected = Set.of("proxy");

  private ObjectKey object(int port) {
    var object = Objects.service("store", "reviews", port);
    objects.put(object.key(), object);
    return object.key();
  }

  private void update(Map<ObjectKey, Judgement> found) {
    board.update(
        found,
        new StatusBoard.Surroundings(key -> Optional.ofNullable(objects.get(key)), connected));
  }

  private static Judgement refused(String message) {
    return Judgement.FINE.and(new Told(Reason.REFUSED, message, "proxy"));
  }

  @Test
  void anObjectThatAlwaysWasFineHasNoStatus() {
    update(Map.of(object(80), Judgement.FINE));

    assertThat(board.of(object(80))).isEmpty();
    assertThat(board.events()).isEmpty();
  }

  @Test
  void theTimeIsThatOfTheTransition() {
    var key = object(80);
    update(Map.of(key, refused("a")));
    now = START.plusSeconds(5);
    update(Map.of(key, refused("b")));

    assertThat(board.of(key))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.since()).isEqualTo(START);
              assertThat(condition.message()).isEqualTo("b");
              assertThat(condition.isBad()).isTrue();
            });
    update(Map.of());
    assertThat(board.of(key))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.status()).isTrue();
              assertThat(condition.since()).isEqualTo(now);
            });
    assertThat(board.events()).extracting(ObjectEvent::warning).containsExactly(true, true, false);
  }

  @Test
  void theGravestReasonIsShownAndTheSameAgainIsNoNews() {
    var key = object(80);
    var both = refused("a").and(new Told(Reason.HELD_BACK, "b", ""));
    update(Map.of(key, both));
    update(
        Map.of(
            key,
            Judgement.FINE
                .and(new Told(Reason.HELD_BACK, "b", ""))
                .and(new Told(Reason.REFUSED, "a", "other"))));

    assertThat(board.of(key)).extracting(Condition::reason).containsExactly("RefusedByProxy");
    assertThat(board.events()).hasSize(1);
    assertThat(board.bad(Condition.Type.PROGRAMMED)).isEqualTo(1);
    assertThat(board.bad(Condition.Type.WARNED)).isZero();
  }

  @Test
  void aComplaintStaysWhileTheProxyThatHadItIsAway() {
    var key = object(80);
    update(Map.of(key, refused("a")));
    connected = Set.of();
    update(Map.of());

    assertThat(board.of(key)).extracting(Condition::status).containsExactly(false);
    object(81);
    update(Map.of());
    assertThat(board.of(key))
        .as("another object")
        .extracting(Condition::status)
        .containsExactly(true);
  }

  @Test
  void aRemovedObjectHasNoStatus() {
    var key = object(80);
    update(Map.of(key, refused("a")));
    objects.clear();
    update(Map.of());

    assertThat(board.of(key)).isEmpty();
  }

  @Test
  void eventsAreCountedAndForgotten() {
    var log = new EventLog();
    var key = object(80);
    for (int index = 0; index < 3; index++) {
      log.record(key, "", true, "Reason", "same", START);
    }
    assertThat(log.all(START)).extracting(ObjectEvent::count).containsExactly(3);
    IntStream.range(0, EventLog.MAX_EVENTS)
        .forEach(index -> log.record(key, "", true, "Reason", "message " + index, START));
    assertThat(log.all(START)).hasSize(EventLog.MAX_EVENTS);
    assertThat(log.forgotten()).isEqualTo(1);
    assertThat(log.all(START.plus(EventLog.AGE).plus(Duration.ofSeconds(1)))).isEmpty();
  }

  @Test
  void objectsWithConditionsAreBounded() {
    var found = new HashMap<ObjectKey, Judgement>();
    for (int index = 0; index <= StatusBoard.MAX_OBJECTS; index++) {
      found.put(new ObjectKey("", "Service", "default", "s" + index), refused("a"));
    }
    update(found);

    assertThat(board.bad(Condition.Type.PROGRAMMED)).isEqualTo(StatusBoard.MAX_OBJECTS);
  }

  @Test
  void oneObjectHasFewComplaints() {
    var judgement = Judgement.FINE;
    for (int index = 0; index < 100; index++) {
      judgement = judgement.and(new Told(Reason.WARNING, "w" + index + "x".repeat(5000), ""));
    }
    assertThat(judgement.warnings()).hasSize(Judgement.MAX_TOLD);
    assertThat(judgement.warnings().getFirst().message()).hasSize(Judgement.MAX_MESSAGE);
    assertThat(List.copyOf(judgement.failures())).isEmpty();
  }
}
