// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import static io.lateen.xds.server.HarnessCase.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The state-of-the-world half of the public server cases (github.com/ii/xds-test-harness): 24 on
 * streams of one type, 26 on the aggregated stream. "Version" is there one of the whole snapshot
 * and here one of each resource; that the server says no more than necessary is asserted at each
 * step and not by waiting.
 */
class HarnessSotwTest {

  static Stream<HarnessCase> wildcards() {
    return HarnessCase.both("cds A,B,C A", "lds D,E,F D");
  }

  @ParameterizedTest
  @MethodSource("wildcards")
  void aWildcardGetsEverythingInOneResponse(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), List.of());
      hears(client, row.type(), at("1", row.resources()));
    }
  }

  static Stream<HarnessCase> wildcardUpdates() {
    return wildcards();
  }

  @ParameterizedTest
  @MethodSource("wildcardUpdates")
  void aWildcardGetsUpdatesAsACompleteSet(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), List.of());
      var first = hears(client, row.type(), at("1", row.resources()));
      client.put(row.type(), row.one(), "2");
      var second = hears(client, row.type(), updated(row.resources(), row.one()));
      assertThat(second.version()).isNotEqualTo(first.version());
    }
  }

  static Stream<HarnessCase> wildcardAdditions() {
    return HarnessCase.both("cds A,B,C D", "lds D,E,F G");
  }

  @ParameterizedTest
  @MethodSource("wildcardAdditions")
  void aWildcardGetsNewResourcesToo(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), List.of());
      hears(client, row.type(), at("1", row.resources()));
      client.put(row.type(), row.one(), "2");
      var all = new ArrayList<>(at("1", row.resources()));
      all.addAll(at("2", row.wanted()));
      hears(client, row.type(), all);
    }
  }

  static Stream<HarnessCase> subsets() {
    return HarnessCase.both("lds G,B,L,D L,G", "rds B,A B,A");
  }

  @ParameterizedTest
  @MethodSource("subsets")
  void namesGetWhatTheyName(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), row.wanted());
      hears(client, row.type(), at("1", row.wanted()));
    }
  }

  static Stream<HarnessCase> completeUpdates() {
    return HarnessCase.both("cds A,B,C,D B,D", "lds G,B,L,D G,L");
  }

  @ParameterizedTest
  @MethodSource("completeUpdates")
  void namesOfACompleteTypeGetTheirWholeSetAgain(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), row.wanted());
      hears(client, row.type(), at("1", row.wanted()));
      client.put(row.type(), row.one(), "2");
      hears(client, row.type(), updated(row.wanted(), row.one()));
    }
  }

  static Stream<HarnessCase> partialUpdates() {
    return HarnessCase.both("rds A,B,C,D B,D", "eds A,B,C,D B,D");
  }

  @ParameterizedTest
  @MethodSource("partialUpdates")
  void namesOfOtherTypesGetWhatChanged(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), row.wanted());
      hears(client, row.type(), at("1", row.wanted()));
      client.put(row.type(), row.one(), "2");
      hears(client, row.type(), at("2", List.of(row.one())));
    }
  }

  static Stream<HarnessCase> completeCreations() {
    return HarnessCase.both("cds A,B,C A,Z", "lds G,B,D B,D,X");
  }

  @ParameterizedTest
  @MethodSource("completeCreations")
  void aNameOfACompleteTypeIsWaitedFor(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      var there = row.wanted().subList(0, row.wanted().size() - 1);
      client.want(row.type(), row.wanted());
      hears(client, row.type(), at("1", there));
      client.put(row.type(), row.other(), "2");
      hears(client, row.type(), updated(row.wanted(), row.other()));
    }
  }

  static Stream<HarnessCase> partialCreations() {
    return HarnessCase.both("rds A,B,C,D A,Z", "eds A,B,C,D A,Z");
  }

  /** An unknown assignment is told by an empty one, or its cluster would never be warm. */
  @ParameterizedTest
  @MethodSource("partialCreations")
  void aNameOfAnotherTypeIsWaitedFor(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      var first = new ArrayList<>(at("1", List.of(row.one())));
      if (row.type().equals("eds")) {
        first.add("\n\u0001" + row.other());
      }
      client.want(row.type(), row.wanted());
      hears(client, row.type(), first);
      client.put(row.type(), row.other(), "2");
      hears(client, row.type(), at("2", List.of(row.other())));
    }
  }

  static Stream<HarnessCase> severalTypes() {
    return HarnessCase.aggregated("cds,lds A,B,C B", "rds,eds A,B,C B");
  }

  @ParameterizedTest
  @MethodSource("severalTypes")
  void typesShareTheAggregatedStream(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      for (var type : row.types()) {
        client.want(type, row.wanted());
        hears(client, type, at("1", row.wanted()));
      }
      client.put(row.type(), row.one(), "2");
      hears(client, row.type(), at("2", row.wanted()));
      assertThat(client.take(row.otherType())).isEmpty();
    }
  }

  static Stream<HarnessCase> completeReductions() {
    return HarnessCase.both("cds F,A,B,C,D A,B,C", "lds G,B,L,D B,D,L");
  }

  @ParameterizedTest
  @MethodSource("completeReductions")
  void fewerNamesOfACompleteTypeGetTheRest(HarnessCase row) {
    reduces(row);
  }

  static Stream<HarnessCase> partialReductions() {
    return partialUpdates();
  }

  @ParameterizedTest
  @MethodSource("partialReductions")
  void fewerNamesOfOtherTypesGetTheRestOnly(HarnessCase row) {
    reduces(row);
  }

  private static void reduces(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), row.wanted());
      hears(client, row.type(), at("1", row.wanted()));
      client.want(row.type(), List.of(row.one()));
      client.put(row.type(), row.other(), "2");
      assertThat(client.take(row.type())).isEmpty();
      client.put(row.type(), row.one(), "2");
      hears(client, row.type(), at("2", List.of(row.one())));
    }
  }

  static Stream<HarnessCase> goodbyes() {
    return HarnessCase.both(
        "cds A,B,C,D A,B", "rds A,B,C,D A,B", "lds A,B,C,D A,B", "eds A,B,C,D A,B");
  }

  @ParameterizedTest
  @MethodSource("goodbyes")
  void whoWantsNothingAnyMoreHearsNothing(HarnessCase row) {
    try (var client = new HarnessClient(row)) {
      client.want(row.type(), row.wanted());
      hears(client, row.type(), at("1", row.wanted()));
      client.want(row.type(), List.of());
      client.put(row.type(), row.other(), "2");
      assertThat(client.take(row.type())).isEmpty();
    }
  }

  @Test
  void theseAreAllPublicCases() {
    var rows =
        Stream.of(
                wildcards(),
                wildcardUpdates(),
                wildcardAdditions(),
                subsets(),
                completeUpdates(),
                partialUpdates(),
                completeCreations(),
                partialCreations(),
                severalTypes(),
                completeReductions(),
                partialReductions(),
                goodbyes())
            .flatMap(each -> each)
            .toList();
    assertThat(rows.stream().filter(row -> !row.aggregated())).hasSize(24);
    assertThat(rows.stream().filter(HarnessCase::aggregated)).hasSize(26);
  }

  private static List<String> updated(List<String> names, String one) {
    return names.stream().map(name -> name + (name.equals(one) ? "2" : "1")).toList();
  }

  /** Exactly one response with exactly these resources. */
  private static HarnessClient.Heard hears(
      HarnessClient client, String type, List<String> contents) {
    var heard = client.take(type);
    assertThat(heard).hasSize(1);
    assertThat(heard.getFirst().contents()).containsExactlyInAnyOrderElementsOf(contents);
    return heard.getFirst();
  }
}
