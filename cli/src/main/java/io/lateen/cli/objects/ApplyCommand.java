// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.api.ObjectKey;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiClient.ApplyMode;
import io.lateen.client.ApiException;
import io.lateen.client.ApplyReport;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen apply}: all documents are stored, or with an error none. */
public final class ApplyCommand implements Command {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        Options.texts("PATH", "file, folder or - for stdin; may repeat", "-f", "--filename"));
    spec.addOption(Options.flag("wait until all proxies have acknowledged it", "--wait"));
    spec.addOption(Options.text("TIME", "how long to wait; default: 30s", "--timeout"));
    spec.addOption(Options.flag("only validate", "--dry-run"));
    spec.addOption(
        Options.flag("store the valid documents even when others are invalid", "--keep-going"));
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var format = Options.format(line);
    var sources = Inputs.read(Options.values(line, "-f"), shell);
    var patience = Options.duration(line, "--timeout", PATIENCE);
    return Session.call(
        line,
        shell,
        api -> {
          var report = api.apply(sources, mode(line));
          print(report, format, shell);
          if (!report.problems().isEmpty()) {
            shell.say(report.problems().render());
          }
          if (!report.accepted()) {
            shell.say(refused(line));
            return ExitCode.BAD_INPUT;
          }
          return Options.has(line, "--wait") ? await(api, report, patience, shell) : ExitCode.OK;
        });
  }

  private static ApplyMode mode(ParseResult line) {
    if (Options.has(line, "--dry-run")) {
      return ApplyMode.DRY_RUN;
    }
    return Options.has(line, "--keep-going") ? ApplyMode.KEEP_GOING : ApplyMode.ALL_OR_NOTHING;
  }

  private static String refused(ParseResult line) {
    return Options.has(line, "--keep-going")
        ? "the documents with errors were not stored"
        : "nothing was changed";
  }

  private static void print(ApplyReport report, Format format, Shell shell) {
    if (!format.isTable() && format != Format.NAME) {
      Documents.print(shell.out(), format, json(report));
      return;
    }
    for (var result : report.results()) {
      var name = qualified(result.kind(), result.group()) + "/" + result.name();
      shell.out().println(format == Format.NAME ? name : name + " " + result.outcome());
    }
    shell.out().flush();
  }

  /** kubectl's spelling: {@code virtualservice.networking.istio.io}. */
  static String qualified(String kind, String group) {
    var lower = kind.toLowerCase(Locale.ROOT);
    return group.isEmpty() ? lower : lower + "." + group;
  }

  private static JsonNode json(ApplyReport report) {
    var root = Documents.JSON.createObjectNode();
    root.put("apiVersion", "lateen.io/v1").put("kind", "ApplyReport");
    root.put("accepted", report.accepted()).put("revision", report.revision());
    var results = root.putArray("results");
    for (var result : report.results()) {
      results
          .addObject()
          .put("group", result.group())
          .put("kind", result.kind())
          .put("namespace", result.namespace())
          .put("name", result.name())
          .put("outcome", result.outcome());
    }
    var problems = root.putArray("problems");
    for (var problem : report.problems()) {
      problems
          .addObject()
          .put("severity", problem.severity().word())
          .put("source", problem.location().source())
          .put("line", problem.location().line())
          .put("column", problem.location().column())
          .put("object", problem.object())
          .put("path", problem.path())
          .put("message", problem.message())
          .put("fix", problem.fix());
    }
    return root;
  }

  /** What of this apply the proxies do not get; what others applied is not told here. */
  private static Set<String> heldBack(ApplyReport report, JsonNode status) {
    var names = new TreeSet<String>();
    status.path("heldBack").forEach(name -> names.add(name.asString("")));
    var applied = new HashSet<String>();
    for (var result : report.results()) {
      applied.add(
          new ObjectKey(result.group(), result.kind(), result.namespace(), result.name())
              .display());
    }
    names.retainAll(applied);
    return names;
  }

  private static int await(ApiClient api, ApplyReport report, Duration patience, Shell shell)
      throws ApiException, InterruptedException {
    var status = api.awaitRevision(report.revision(), patience);
    var proxies = status.path("proxies").path("connected").asInt(0);
    if (!status.path("settled").asBoolean(false)) {
      var behind = status.path("proxies").path("behind").size();
      shell.fail(
          behind
              + " of "
              + proxies
              + " proxies have not acknowledged it within "
              + patience.toSeconds()
              + " s",
          "see `lateen proxy-status`");
      return ExitCode.ERROR;
    }
    var heldBack = heldBack(report, status);
    if (!heldBack.isEmpty()) {
      shell.fail(
          "not in force as written: " + String.join(", ", heldBack),
          "see `lateen problems`; what was good before stays");
      return ExitCode.ERROR;
    }
    if (!status.path("clean").asBoolean(true)) {
      shell.fail("a proxy refuses a part of it", "see `lateen problems` and `lateen proxy-status`");
      return ExitCode.ERROR;
    }
    var millis = status.path("convergenceMs").asDouble(0);
    shell.say(
        String.format(Locale.ROOT, "in force in all %d proxies after %.1f ms", proxies, millis));
    return ExitCode.OK;
  }
}
