// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static io.lateen.xds.server.HarnessCase.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The incremental half of the public server cases (github.com/ii/xds-test-harness): 22 on streams
 * of one type, 26 on the aggregated stream. See {@link HarnessSotwTest}.
 */
class HarnessDeltaTest {

  static Stream<HarnessCase> subsets() {
    return HarnessSotwTest.subsets();
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void namesGetWhatTheyName(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.subscribe(row.type(), row.wanted());
      hears(client, row.type(), at("1", row.wanted()), List.of());
    }
  }

  static Stream<HarnessCase> pairs() {
    return HarnessCase.both("cds A,B,C A,B", "lds D,E,F D,E", "rds D,E,F D,E", "eds D,E,F D,E");
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void oneNameAfterTheOther(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      for (var name : row.wanted()) {
        client.subscribe(row.type(), List.of(name));
        hears(client, row.type(), at("1", List.of(name)), List.of());
      }
    }
  }

  static Stream<HarnessCase> updates() {
    return HarnessCase.both("lds A,B,C A", "cds A,B,C A", "rds A,B,C A", "eds A,B,C A");
  }

  @ParameterizedTest
  @MethodSource("updates")
  void anUpdateCarriesWhatChangedOnly(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.subscribe(row.type(), row.resources());
      var first = hears(client, row.type(), at("1", row.resources()), List.of());
      client.put(row.type(), row.one(), "2");
      var second = hears(client, row.type(), at("2", List.of(row.one())), List.of());
      assertThat(second.nonce()).isNotEqualTo(first.nonce());
    }
  }

  static Stream<HarnessCase> creations() {
    return HarnessCase.both("cds A A,B", "lds D D,E", "rds D D,E", "eds D D,E");
  }

  @ParameterizedTest
  @MethodSource("creations")
  void whatDoesNotExistIsToldAndComesLater(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.subscribe(row.type(), row.wanted());
      var first = hears(client, row.type(), at("1", row.resources()), List.of(row.other()));
      client.put(row.type(), row.other(), "1");
      var second = hears(client, row.type(), at("1", List.of(row.other())), List.of());
      assertThat(second.nonce()).isNotEqualTo(first.nonce());
    }
  }

  static Stream<HarnessCase> removals() {
    return HarnessCase.both("cds A,B B", "lds D,E E", "rds D,E E", "eds D,E E");
  }

  @ParameterizedTest
  @MethodSource("removals")
  void aRemovalIsToldAndSoIsTheReturn(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.subscribe(row.type(), row.resources());
      hears(client, row.type(), at("1", row.resources()), List.of());
      client.remove(row.type(), row.one());
      hears(client, row.type(), List.of(), List.of(row.one()));
      client.put(row.type(), row.one(), "2");
      hears(client, row.type(), at("2", List.of(row.one())), List.of());
    }
  }

  static Stream<HarnessCase> goodbyes() {
    return HarnessCase.both("cds A,B B,A", "lds D,E E,D", "rds D,E E,D", "eds D,E E,D");
  }

  @ParameterizedTest
  @MethodSource("goodbyes")
  void whatIsNoLongerWantedIsNotSent(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.subscribe(row.type(), row.resources());
      hears(client, row.type(), at("1", row.resources()), List.of());
      for (var name : row.wanted()) {
        client.unsubscribe(row.type(), name);
        client.put(row.type(), name, "2");
        assertThat(client.take(row.type())).isEmpty();
      }
    }
  }

  static Stream<HarnessCase> severalTypes() {
    return HarnessCase.aggregated(
        "cds,lds A,B,C B", "lds,cds A,B,C B", "rds,eds A,B,C B", "eds,rds A,B,C B");
  }

  @ParameterizedTest
  @MethodSource("severalTypes")
  void typesShareTheAggregatedStream(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      row.types().forEach(type -> client.subscribe(type, row.wanted()));
      row.types().forEach(type -> hears(client, type, at("1", row.wanted()), List.of()));
      for (var type : row.types()) {
        client.put(type, row.one(), "2");
        hears(client, type, at("2", row.wanted()), List.of());
      }
    }
  }

  @Test
  void theseAreAllPublicCases() {
    var rows =
        Stream.of(
                subsets(), pairs(), updates(), creations(), removals(), goodbyes(), severalTypes())
            .flatMap(each -> each)
            .toList();
    assertThat(rows.stream().filter(row -> !row.aggregated())).hasSize(22);
    assertThat(rows.stream().filter(HarnessCase::aggregated)).hasSize(26);
  }

  /** Exactly one response with exactly these resources and removals. */
  private static HarnessClient.Heard hears(
      HarnessClient client, String type, List<String> contents, List<String> removed) {
    var heard = client.take(type);
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().contents()).containsExactlyInAnyOrderElementsOf(contents);
    assertThat(heard.getFirst().removed()).containsExactlyElementsOf(removed);
    return heard.getFirst();
  }
}
