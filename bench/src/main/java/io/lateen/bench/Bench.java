// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench;

import io.lateen.bench.demo.DemoSuite;
import java.nio.file.Path;
import java.util.Set;

/** Runs one suite: {@code Bench demo [--case start|memory|apply|requests]}. */
public final class Bench {

  private static final Set<String> CASES = Set.of("start", "memory", "apply", "requests");
  private static final int USAGE = 64;

  private Bench() {}

  public static void main(String[] arguments) throws Exception {
    var suite = arguments.length > 0 ? arguments[0] : "demo";
    var cases =
        arguments.length == 3 && arguments[1].equals("--case") ? Set.of(arguments[2]) : CASES;
    if (!suite.equals("demo") || !CASES.containsAll(cases)) {
      System.err.println("bench: usage: demo [--case start|memory|apply|requests]");
      System.exit(USAGE);
    }
    var home = Path.of(System.getProperty("lateen.home"));
    new DemoSuite(home).run(cases, figure -> System.out.println(figure.json()));
  }
}
