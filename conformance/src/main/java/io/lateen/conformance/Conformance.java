// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;

/** The entry point of {@code ./dev conformance}. */
public final class Conformance {

  private static final int USAGE = 64;
  private static final int NO_INPUT = 66;

  private final Arguments arguments;
  private final PrintStream out;

  private Conformance(Arguments arguments, PrintStream out) {
    this.arguments = arguments;
    this.out = out;
  }

  /** Runs the suites and ends the process: 0 when nothing failed beyond the exceptions. */
  public static void main(String[] words) throws IOException {
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    int code;
    try {
      code = new Conformance(Arguments.parse(words), out).run();
    } catch (IllegalArgumentException e) {
      System.err.println("conformance: " + e.getMessage());
      code = USAGE;
    }
    out.flush();
    System.exit(code);
  }

  private int run() throws IOException {
    if (!Files.isDirectory(arguments.collection())) {
      System.err.println("conformance: there is no folder " + arguments.collection());
      return NO_INPUT;
    }
    var suites = Suites.all(arguments.envoys()).stream().filter(this::isWanted).toList();
    if (suites.isEmpty()) {
      System.err.println("conformance: none of the wanted suites is in " + arguments.collection());
      return NO_INPUT;
    }
    return arguments.one().isEmpty() ? runAll(suites) : show(suites);
  }

  private boolean isWanted(Suite suite) {
    return suite.isIn(arguments.collection())
        && (arguments.suites().isEmpty() || arguments.suites().contains(suite.name()));
  }

  private int runAll(List<Suite> suites) throws IOException {
    var runner = new Runner(arguments.collection(), Exceptions.load());
    var reports = new ArrayList<SuiteReport>();
    for (var suite : suites) {
      long start = System.nanoTime();
      var report = runner.run(suite);
      reports.add(report);
      if (!arguments.json()) {
        print(report, (System.nanoTime() - start) / 1e9);
      }
    }
    if (arguments.json()) {
      out.println(json(reports));
    }
    return reports.stream().allMatch(report -> report.failed().isEmpty()) ? 0 : 1;
  }

  private void print(SuiteReport report, double seconds) {
    out.println(report.line());
    report.failed().forEach(r -> out.println("  FAILED   " + r.name() + "  " + r.verdict().why()));
    report.excepted().forEach(r -> out.println("  excepted " + r.name() + "  " + r.exception()));
    out.flush();
    System.err.printf(Locale.ROOT, "(%s: %.1f s)%n", report.name(), seconds);
  }

  private static String json(List<SuiteReport> reports) {
    var mapper = JsonMapper.builder().build();
    var root = mapper.createObjectNode();
    var list = root.putArray("suites");
    for (var report : reports) {
      var suite =
          list.addObject()
              .put("name", report.name())
              .put("total", report.results().size())
              .put("passed", report.passed());
      var excepted = suite.putArray("excepted");
      report
          .excepted()
          .forEach(r -> excepted.addObject().put("name", r.name()).put("reason", r.exception()));
      var failed = suite.putArray("failed");
      report
          .failed()
          .forEach(r -> failed.addObject().put("name", r.name()).put("why", r.verdict().why()));
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
  }

  /** Everything about the cases whose name contains the wanted text. */
  private int show(List<Suite> suites) throws IOException {
    int failed = 0;
    for (var suite : suites) {
      for (var one : suite.cases(arguments.collection())) {
        if (one.name().contains(arguments.one())) {
          var verdict = one.run();
          failed += verdict.passed() ? 0 : 1;
          out.println((verdict.passed() ? "passed " : "FAILED ") + suite.name() + " " + one.name());
          if (!verdict.passed()) {
            out.println(verdict.detail().get().stripTrailing());
          }
        }
      }
    }
    return failed == 0 ? 0 : 1;
  }
}
