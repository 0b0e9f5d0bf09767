// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench;

import io.lateen.bench.analyze.AnalyzeSuite;
import io.lateen.bench.ca.AuthoritySuite;
import io.lateen.bench.demo.DemoSuite;
import io.lateen.bench.report.Figure;
import io.lateen.bench.translate.TranslateSuite;
import io.lateen.bench.xds.XdsSuite;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Runs one suite: {@code Bench SUITE [--case CASE] [-o json]}; all its cases when none is named.
 */
public final class Bench {

  private static final Map<String, List<String>> CASES =
      Map.of(
          "analyze", List.of("sound", "single", "crowded"),
          "ca", AuthoritySuite.cases(),
          "demo", List.of("clean", "start", "memory", "apply", "requests"),
          "translate", List.of("1000", "10000"),
          "xds", XdsSuite.cases());
  private static final int USAGE = 64;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var words = new ArrayList<>(List.of(arguments));
    var format = option(words, "-o").orElse("json");
    var wanted = option(words, "--case");
    var suite = words.isEmpty() ? "demo" : words.removeFirst();
    var known = CASES.getOrDefault(suite, List.of());
    var cases = wanted.map(List::of).orElse(known);
    if (known.isEmpty()
        || !known.containsAll(cases)
        || !words.isEmpty()
        || !format.equals("json")) {
      System.err.println("bench: usage: SUITE [--case CASE] [-o json], one of " + CASES);
      System.exit(USAGE);
    }
    Consumer<Figure> out = figure -> System.out.println(figure.json());
    var home = Path.of(System.getProperty("lateen.home"));
    switch (suite) {
      case "analyze" -> {
        var analyze = new AnalyzeSuite(home, out);
        for (var name : cases) {
          analyze.run(name);
        }
      }
      case "translate" -> {
        for (var services : cases) {
          TranslateSuite.run(Integer.parseInt(services), out);
        }
      }
      case "ca" -> {
        var authority = new AuthoritySuite(home, out);
        for (var name : cases) {
          authority.run(name);
        }
      }
      case "xds" -> {
        var xds = new XdsSuite(home, out);
        for (var name : cases) {
          xds.run(name);
        }
      }
      default -> new DemoSuite(home).run(Set.copyOf(cases), out);
    }
  }

  /** Takes an option and its value out of the words. */
  private static Optional<String> option(List<String> words, String name) {
    int at = words.indexOf(name);
    if (at < 0 || at + 1 == words.size()) {
      return Optional.empty();
    }
    words.remove(at);
    return Optional.of(words.remove(at));
  }
}
