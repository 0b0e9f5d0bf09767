// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.api.document.DecodedObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.base.problem.Severity;
import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Inputs;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Shell;
import io.lateen.client.DocumentSource;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lateen validate}: what apply would say, without a control plane. */
public final class ValidateCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addOption(
        Options.texts("PATH", "file, folder or - for stdin; may repeat", "-f", "--filename"));
    Options.output(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException {
    // Scripts read the results, so JSON is the default here.
    var format = Options.has(line, "-o") ? Options.format(line) : Format.JSON;
    var root = Documents.JSON.createObjectNode();
    var results = root.putArray("results");
    var decoder = new DocumentDecoder();
    var all = Problems.NONE;
    for (var source : Inputs.read(Options.values(line, "-f"), shell)) {
      all = all.and(validate(decoder, source, results));
    }
    if (format.isTable()) {
      shell.out().println(all.isEmpty() ? results.size() + " objects are valid" : all.render());
    } else {
      Documents.print(shell.out(), format, root);
    }
    return all.hasErrors() ? ExitCode.BAD_INPUT : ExitCode.OK;
  }

  private static Problems validate(
      DocumentDecoder decoder, DocumentSource source, ArrayNode results) {
    var decoded = decoder.decode(source.name(), source.text());
    var nameless = new ArrayList<>(decoded.problems().list());
    for (var object : decoded.objects()) {
      describe(source.name(), object, results.addObject());
      object.problems().forEach(nameless::remove);
    }
    if (!nameless.isEmpty()) {
      // What could not be read as an object has no name, only a place.
      var result = results.addObject().put("file", source.name());
      result.put("line", nameless.getFirst().location().line());
      result.put("apiVersion", "").put("kind", "").put("namespace", "").put("name", "");
      verdict(result, new Problems(nameless));
    }
    return decoded.problems();
  }

  private static void describe(String file, DecodedObject object, ObjectNode result) {
    var document = Documents.JSON.readTree(object.json());
    result
        .put("file", file)
        .put("line", line(object))
        .put("apiVersion", document.path("apiVersion").asString(""))
        .put("kind", object.key().kind())
        .put("namespace", object.key().namespace())
        .put("name", object.key().name());
    verdict(result, object.problems());
  }

  /** Where the object begins; of an invalid one only the places of its problems are known. */
  private static int line(DecodedObject object) {
    return object
        .object()
        .map(found -> found.origin().line())
        .orElseGet(
            () ->
                object.problems().stream()
                    .mapToInt(problem -> problem.location().line())
                    .min()
                    .orElse(0));
  }

  private static void verdict(ObjectNode result, Problems problems) {
    result.put("valid", !problems.hasErrors());
    list(result.putArray("errors"), problems, Severity.ERROR);
    list(result.putArray("warnings"), problems, Severity.WARNING);
  }

  private static void list(ArrayNode array, Problems problems, Severity severity) {
    List<Problem> found = problems.stream().filter(p -> p.severity() == severity).toList();
    for (var problem : found) {
      var entry =
          array
              .addObject()
              .put("path", problem.path())
              .put("line", problem.location().line())
              .put("column", problem.location().column())
              .put("message", problem.message());
      if (!problem.fix().isEmpty()) {
        entry.put("fix", problem.fix());
      }
    }
  }
}
