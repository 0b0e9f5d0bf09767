// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import io.lateen.base.Result;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.cli.objects.OfflineInputs;
import io.lateen.cli.objects.TranslateCommand;
import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.translate.evaluate.Call;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code lateen explain}: on files with {@code -f … --proxy P --call JSON}, in a running mesh with
 * {@code FROM TO METHOD URL}.
 */
public final class ExplainCommand implements Command {

  private static final String PROXY = "--proxy";
  private static final String CALL = "--call";
  private static final String BATCH = "--batch";

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(
        Options.words(
            "FROM TO METHOD URL",
            "in a running mesh: FROM is POD[.NAMESPACE] or deploy/NAME[.NAMESPACE],"
                + " TO a service or workload"));
    OfflineInputs.describe(spec);
    spec.addOption(Options.text("FILE|JSON", "the proxy; default: a sidecar app.test", PROXY));
    spec.addOption(
        Options.text("JSON", "the call, as in {\"port\":80,\"protocol\":\"HTTP\"}", CALL));
    spec.addOption(Options.flag("answer a JSON job per line of stdin", BATCH));
    spec.addOption(Options.texts("NAME=VALUE", "a header of the request; may repeat", "--header"));
    spec.addOption(Options.text("STATE", "actual (default) or desired", "--state"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    if (Options.has(line, BATCH)) {
      return batch(shell);
    }
    if (!Options.words(line).isEmpty()) {
      return show(new LiveExplainer(line, shell).explain(), line, shell, Format.TABLE);
    }
    if (!Options.has(line, CALL)) {
      throw CommandException.usage(
          "there is no call",
          "write `lateen explain -f FILE --call '{\"port\":80,\"protocol\":\"HTTP\"}'`"
              + " or `lateen explain FROM TO METHOD URL`");
    }
    var call = call(Options.value(line, CALL));
    var proxy = TranslateCommand.proxy(Options.value(line, PROXY), shell);
    var inputs = OfflineInputs.read(line, shell);
    var mesh = OfflineMesh.read(inputs.sources(), inputs.settings());
    if (mesh.problems().hasErrors()) {
      shell.err().println(mesh.problems().errors().render());
    }
    var explainer = OfflineExplainer.of(mesh, proxy, new OfflineTranslation());
    // Scripts read what is made of files, people what is asked of a mesh.
    return show(explainer.explain(call), line, shell, Format.JSON);
  }

  private static int show(Explanation explanation, ParseResult line, Shell shell, Format usual)
      throws CommandException {
    var format = Options.has(line, "-o") ? Options.format(line) : usual;
    if (format == Format.NAME) {
      explanation.answer().clusters().forEach(share -> shell.out().println(share.cluster()));
    } else if (format.isTable()) {
      ExplanationTable.print(explanation, shell.out(), !Options.has(line, "--no-headers"));
    } else {
      Documents.print(shell.out(), format, ExplanationTree.of(explanation));
    }
    return ExitCode.OK;
  }

  private static Call call(String json) throws CommandException {
    return switch (CallDecoder.decode(json)) {
      case Result.Ok<Call>(var call) -> call;
      case Result.Err<Call>(var problems) -> throw refused(problems);
    };
  }

  private static CommandException refused(Problems problems) {
    Problem first = problems.list().getFirst();
    return new CommandException(
        ExitCode.BAD_INPUT,
        first.path().isEmpty() ? first.message() : "call: " + first.path() + " " + first.message(),
        first.fix());
  }

  private static int batch(Shell shell) throws CommandException {
    var batch = new ExplainBatch();
    var in = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    try {
      for (var job = in.readLine(); job != null; job = in.readLine()) {
        if (!job.isBlank()) {
          shell.out().println(Documents.JSON.writeValueAsString(batch.answer(job)));
          shell.out().flush();
        }
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(ExitCode.ERROR, "stdin cannot be read: " + e.getMessage(), "");
    }
  }
}
