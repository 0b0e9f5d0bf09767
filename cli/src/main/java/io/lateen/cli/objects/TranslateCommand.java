// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.base.Result;
import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProxyDescription;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.cli.offline.TranslationBatch;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen translate}: what a proxy would get, without a control plane. */
public final class TranslateCommand implements Command {

  private static final String PROXY = "--proxy";
  private static final String TYPE = "--type";
  private static final String BATCH = "--batch";

  /** Longest job that is read (docs/limits.md). */
  private static final int MAX_JOB_CHARACTERS = 64 << 20;

  @Override
  public void describe(CommandSpec spec) {
    OfflineInputs.describe(spec);
    spec.addOption(Options.text("FILE|JSON", "the proxy; default: a sidecar app.test", PROXY));
    spec.addOption(Options.text("KINDS", "clusters,listeners,routes,endpoints,extensions", TYPE));
    spec.addOption(Options.flag("answer a JSON job per line of stdin", BATCH));
    Options.output(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException {
    if (Options.has(line, BATCH)) {
      return batch(shell);
    }
    var format = Options.has(line, "-o") ? Options.format(line) : Format.JSON;
    if (format != Format.JSON && format != Format.YAML) {
      throw CommandException.usage("translate prints json or yaml", "use -o json or -o yaml");
    }
    var kinds = kinds(Options.value(line, TYPE));
    var proxy = proxy(Options.value(line, PROXY), shell);
    var inputs = OfflineInputs.read(line, shell);
    var mesh = OfflineMesh.read(inputs.sources(), inputs.settings());
    Documents.print(shell.out(), format, new OfflineTranslation().answer(mesh, proxy, kinds));
    return ExitCode.OK;
  }

  private static List<ResourceKind> kinds(String words) throws CommandException {
    if (words.isEmpty()) {
      return ResourceKind.all();
    }
    var kinds = new ArrayList<ResourceKind>();
    for (var word : words.split(",", -1)) {
      kinds.add(
          ResourceKind.parse(word)
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          "--type has no " + word,
                          "use clusters, endpoints, listeners, routes or extensions")));
    }
    return kinds;
  }

  /** The proxy of {@code --proxy}: JSON when it begins with a brace, else the name of a file. */
  public static ProxyDescription proxy(String given, Shell shell) throws CommandException {
    if (given.isEmpty()) {
      return ProxyDescription.DEFAULT;
    }
    var decoded =
        given.stripLeading().startsWith("{")
            ? ProxyDescriptionDecoder.decode("--proxy", given)
            : ProxyDescriptionDecoder.decode(
                given, Inputs.read(List.of(given), shell).getFirst().text());
    return switch (decoded) {
      case Result.Ok<ProxyDescription>(var proxy) -> proxy;
      case Result.Err<ProxyDescription>(var problems) ->
          throw new CommandException(
              ExitCode.BAD_INPUT,
              problems.list().getFirst().path() + " " + problems.list().getFirst().message(),
              problems.list().getFirst().fix());
    };
  }

  private static int batch(Shell shell) throws CommandException {
    var batch = new TranslationBatch();
    var in = new BufferedReader(new InputStreamReader(shell.in(), StandardCharsets.UTF_8));
    try {
      for (var job = line(in); job.isPresent(); job = line(in)) {
        if (!job.get().isBlank()) {
          // One write and one flush for each line: the caller may wait for it.
          shell.out().println(Documents.JSON.writeValueAsString(batch.answer(job.get())));
          shell.out().flush();
        }
      }
      return ExitCode.OK;
    } catch (IOException e) {
      throw new CommandException(ExitCode.ERROR, "stdin cannot be read: " + e.getMessage(), "");
    }
  }

  /** The next line, empty at the end; a line that is too long ends the command. */
  private static Optional<String> line(BufferedReader in) throws IOException, CommandException {
    var text = new StringBuilder();
    int read = in.read();
    if (read < 0) {
      return Optional.empty();
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      text.append((char) read);
      if (text.length() > MAX_JOB_CHARACTERS) {
        throw new CommandException(
            ExitCode.BAD_INPUT,
            "a job is longer than " + MAX_JOB_CHARACTERS + " characters",
            "write one JSON object on each line");
      }
    }
    return Optional.of(text.toString());
  }
}
