// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.server;

import io.lateen.xds.stream.FakeView;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the public server cases (github.com/ii/xds-test-harness, features): a service, what
 * the server has, what the client wants, and the resources that something happens to.
 *
 * @param aggregated whether the stream is the aggregated one
 * @param types short names of the services
 */
record HarnessCase(
    boolean aggregated, List<String> types, List<String> resources, List<String> wanted) {

  /** Rows such as {@code cds A,B,C A,B} over both kinds of streams. */
  static Stream<HarnessCase> both(String... rows) {
    return Stream.of(false, true).flatMap(aggregated -> rows(aggregated, rows));
  }

  /** Rows that need more than one service on a stream. */
  static Stream<HarnessCase> aggregated(String... rows) {
    return rows(true, rows);
  }

  private static Stream<HarnessCase> rows(boolean aggregated, String... rows) {
    return Stream.of(rows)
        .map(row -> row.split(" "))
        .map(row -> new HarnessCase(aggregated, list(row[0]), list(row[1]), list(row[2])));
  }

  private static List<String> list(String text) {
    return List.of(text.split(","));
  }

  String type() {
    return types.getFirst();
  }

  String otherType() {
    return types.getLast();
  }

  /** The resource that something happens to. */
  String one() {
    return wanted.getFirst();
  }

  String other() {
    return wanted.getLast();
  }

  /** The resources at version 1. */
  FakeView view() {
    var view = FakeView.EMPTY;
    for (var type : types) {
      for (var name : resources) {
        view = view.with(type, name, "1");
      }
    }
    return view;
  }

  /** What resources of these names contain at a version. */
  static List<String> at(String version, List<String> names) {
    return names.stream().map(name -> name + version).toList();
  }

  @Override
  public String toString() {
    return Stream.of(types, resources, wanted)
        .map(list -> String.join(",", list))
        .collect(Collectors.joining(" ", aggregated ? "aggregated " : "separate ", ""));
  }
}
