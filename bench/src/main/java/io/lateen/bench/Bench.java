// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench;

import io.lateen.bench.demo.DemoSuite;
import io.lateen.bench.report.Figure;
import io.lateen.bench.translate.TranslateSuite;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs one suite: {@code Bench SUITE [--case CASE]}; all its cases when none is named. */
public final class Bench {

  private static final Map<String, List<String>> CASES =
      Map.of(
          "demo", List.of("start", "memory", "apply", "requests"),
          "translate", List.of("1000", "10000"));
  private static final int USAGE = 64;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var suite = arguments.length > 0 ? arguments[0] : "demo";
    var known = CASES.getOrDefault(suite, List.of());
    var cases =
        arguments.length == 3 && arguments[1].equals("--case") ? List.of(arguments[2]) : known;
    if (known.isEmpty() || !known.containsAll(cases) || (arguments.length > 1 && cases == known)) {
      System.err.println("bench: usage: SUITE [--case CASE], one of " + CASES);
      System.exit(USAGE);
    }
    Consumer<Figure> out = figure -> System.out.println(figure.json());
    switch (suite) {
      case "translate" -> {
        for (var services : cases) {
          TranslateSuite.run(Integer.parseInt(services), out);
        }
      }
      default ->
          new DemoSuite(Path.of(System.getProperty("lateen.home"))).run(Set.copyOf(cases), out);
    }
  }
}
