// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.analyze;

import io.lateen.analysis.Analyzer;
import io.lateen.analysis.Finding;
import io.lateen.analysis.Level;
import io.lateen.analysis.Suppressions;
import io.lateen.analysis.Suppressions.Suppression;
import io.lateen.analysis.run.Analyzers;
import io.lateen.cli.analyze.AnalysisRequest.Source;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.client.DocumentSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code lateen analyze}: what is valid alone and does not work together. */
public final class AnalyzeCommand implements Command {

  private static final String MESH_CONFIG = "--mesh-config";
  private static final String MESH_NETWORKS = "--mesh-networks";
  private static final String CLUSTER = "--cluster";
  private static final String SUPPRESS = "--suppress";
  private static final String ANALYZER = "--analyzer";
  private static final String LIST = "--list-analyzers";
  private static final String LIVE = "--live";
  private static final String STRICT = "--strict";

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        Options.texts(
            "PATH", "file, folder or - for stdin; may repeat; without it: the running mesh",
            "-f", "--filename"));
    spec.addOption(Options.text("FILE", "settings of the mesh (MeshConfig)", MESH_CONFIG));
    spec.addOption(Options.text("FILE", "networks of the mesh (MeshNetworks)", MESH_NETWORKS));
    spec.addOption(
        Options.texts("NAME=PATH", "files of another cluster of the mesh; may repeat", CLUSTER));
    spec.addOption(Options.flag("with -f: the files as if applied to the running mesh", LIVE));
    spec.addOption(
        Options.texts(
            "CODE=KIND NS/NAME",
            "findings to leave out, * for any text; may repeat",
            "-S",
            SUPPRESS));
    spec.addOption(Options.texts("NAME", "run only this analyzer; may repeat", ANALYZER));
    spec.addOption(Options.flag("print the names of the analyzers", "-L", LIST));
    spec.addOption(Options.flag("exit with 2 when there are findings", STRICT));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    if (Options.has(line, LIST)) {
      Analyzers.all().stream()
          .map(Analyzer::name)
          .sorted()
          .forEach(name -> shell.out().println(name));
      return ExitCode.OK;
    }
    var format = Options.format(line);
    var findings = request(line, shell).run();
    if (!format.isTable()) {
      Documents.print(shell.out(), format, FindingTrees.of(findings));
    } else if (findings.isEmpty()) {
      shell.say("nothing found");
    } else {
      findings.forEach(finding -> shell.out().println(FindingText.of(finding)));
      shell.say(count(findings));
    }
    return exitCode(findings, Options.has(line, STRICT));
  }

  private static int exitCode(List<Finding> findings, boolean strict) {
    if (findings.stream().anyMatch(finding -> finding.level() == Level.ERROR)) {
      return ExitCode.ERRORS_FOUND;
    }
    return strict && !findings.isEmpty() ? ExitCode.FINDINGS : ExitCode.OK;
  }

  private static String count(List<Finding> findings) {
    var parts = new ArrayList<String>();
    for (var level : Level.values()) {
      var number = findings.stream().filter(finding -> finding.level() == level).count();
      parts.add(level.word() + ": " + number);
    }
    return String.join("   ", parts);
  }

  private static AnalysisRequest request(ParseResult line, Shell shell)
      throws CommandException, InterruptedException {
    var files = Options.values(line, "-f");
    var live = files.isEmpty() || Options.has(line, LIVE);
    var sources = new ArrayList<Source>();
    if (!files.isEmpty()) {
      Inputs.read(files, shell).forEach(file -> sources.add(new Source(file, "")));
    }
    for (var cluster : Options.values(line, CLUSTER)) {
      sources.addAll(cluster(cluster, shell));
    }
    if (live) {
      sources.addAll(LiveObjects.read(line, shell));
    }
    return new AnalysisRequest(
        sources,
        one(line, MESH_CONFIG, shell),
        one(line, MESH_NETWORKS, shell),
        live,
        namespace(line, live && files.isEmpty()),
        analyzers(Options.values(line, ANALYZER)),
        suppressions(Options.values(line, SUPPRESS)),
        shell.clock().instant());
  }

  /** Files speak for all namespaces they name; of a running mesh, one namespace is meant. */
  private static String namespace(ParseResult line, boolean runningMesh) {
    if (Options.has(line, "-A")) {
      return "";
    }
    return runningMesh ? Options.namespace(line) : Options.value(line, "-n");
  }

  private static List<Source> cluster(String text, Shell shell) throws CommandException {
    var equals = text.indexOf('=');
    if (equals <= 0) {
      throw CommandException.usage(
          CLUSTER + " " + text + " names no path", "write it as --cluster west=west.yaml");
    }
    return Inputs.read(List.of(text.substring(equals + 1)), shell).stream()
        .map(file -> new Source(file, text.substring(0, equals)))
        .toList();
  }

  private static Optional<DocumentSource> one(ParseResult line, String option, Shell shell)
      throws CommandException {
    var name = Options.value(line, option);
    return name.isEmpty()
        ? Optional.empty()
        : Optional.of(Inputs.read(List.of(name), shell).getFirst());
  }

  private static List<Analyzer> analyzers(List<String> names) throws CommandException {
    var wanted = new ArrayList<Analyzer>();
    for (var name : names) {
      var named = Analyzers.named(name);
      if (named.isEmpty()) {
        throw CommandException.usage(
            "there is no analyzer " + name, "see `lateen analyze --list-analyzers`");
      }
      wanted.addAll(named);
    }
    return wanted.isEmpty() ? Analyzers.all() : wanted;
  }

  private static Suppressions suppressions(List<String> texts) throws CommandException {
    var list = new ArrayList<Suppression>();
    for (var text : texts) {
      list.add(
          Suppression.tryParse(text)
              .orElseThrow(
                  () ->
                      CommandException.usage(
                          SUPPRESS + " " + text + " is not CODE=KIND NAMESPACE/NAME",
                          "write it as --suppress 'IST0103=Pod testing/mypod'")));
    }
    return new Suppressions(list);
  }
}
