// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.cli.shell.Command;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.cli.shell.Format;
import io.lateen.cli.shell.Options;
import io.lateen.cli.shell.Session;
import io.lateen.cli.shell.Shell;
import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code lateen get}. */
public final class GetCommand implements Command {

  @Override
  public void describe(CommandSpec spec) {
    spec.addPositional(Options.words("KIND", "KIND [NAME…], KIND/NAME… or KIND,KIND"));
    spec.addOption(Options.flag("go on with changes as they come", "-w", "--watch"));
    Options.namespaces(spec);
    Options.output(spec);
    Options.api(spec);
  }

  @Override
  public int run(ParseResult line, Shell shell) throws CommandException, InterruptedException {
    var format = Options.format(line);
    var selections = Selection.parse(Options.words(line));
    return Session.call(
        line,
        shell,
        api -> {
          if (Options.has(line, "-w")) {
            return watch(api, selections, line, shell);
          }
          var lists = new ArrayList<Found>();
          for (var selection : selections) {
            lists.add(find(api, selection, namespace(line)));
          }
          print(lists, format, line, shell);
          return ExitCode.OK;
        });
  }

  /** Objects of one kind; {@code single} when one was asked for by name. */
  private record Found(Selection selection, List<JsonNode> objects, boolean single) {}

  private static String namespace(ParseResult line) {
    return Options.has(line, "-A") ? "" : Options.namespace(line);
  }

  private static Found find(ApiClient api, Selection selection, String namespace)
      throws ApiException, CommandException, InterruptedException {
    var path = selection.path(namespace);
    if (selection.name().isEmpty()) {
      var items = new ArrayList<JsonNode>();
      api.list(path).path("items").forEach(items::add);
      return new Found(selection, items, false);
    }
    if (selection.kind().namespaced() && namespace.isEmpty()) {
      throw CommandException.usage(
          "a name and -A do not go together", "leave -A out, or name the namespace with -n");
    }
    var object = api.get(path);
    if (object.isEmpty()) {
      throw new CommandException(
          ExitCode.ERROR,
          selection.kind().plural()
              + " \""
              + selection.name()
              + "\" not found"
              + (selection.kind().namespaced() ? " in namespace " + namespace : ""),
          "see `lateen get " + selection.kind().plural() + " -A`");
    }
    return new Found(selection, List.of(object.get()), true);
  }

  private static void print(List<Found> lists, Format format, ParseResult line, Shell shell) {
    if (format == Format.NAME) {
      lists.forEach(found -> found.objects().forEach(o -> shell.out().println(name(found, o))));
      return;
    }
    if (!format.isTable()) {
      Documents.print(shell.out(), format, document(lists));
      return;
    }
    var first = true;
    for (var found : lists) {
      if (found.objects().isEmpty()) {
        shell.say("no " + found.selection().kind().plural() + " found");
        continue;
      }
      if (!first) {
        shell.out().println();
      }
      first = false;
      var namespaces = Options.has(line, "-A") && found.selection().kind().namespaced();
      ObjectTable.of(
              found.selection().kind().kind(), found.objects(), namespaces, shell.clock().instant())
          .print(shell.out(), !Options.has(line, "--no-headers"));
    }
  }

  private static String name(Found found, JsonNode object) {
    var kind = found.selection().kind();
    return ApplyCommand.qualified(kind.kind(), kind.group())
        + "/"
        + object.path("metadata").path("name").asString("");
  }

  private static JsonNode document(List<Found> lists) {
    if (lists.size() == 1 && lists.getFirst().single()) {
      return lists.getFirst().objects().getFirst();
    }
    var list = Documents.JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
    var items = list.putArray("items");
    lists.forEach(found -> found.objects().forEach(items::add));
    return list;
  }

  private static int watch(ApiClient api, List<Selection> selections, ParseResult line, Shell shell)
      throws ApiException, CommandException, InterruptedException {
    if (selections.size() != 1) {
      throw CommandException.usage("-w follows one kind", "name one kind");
    }
    var selection = selections.getFirst();
    var json = Options.format(line) == Format.JSON;
    var version = "";
    while (true) {
      version =
          api.watch(
              selection.path(namespace(line)),
              version,
              event -> {
                if (!event.type().equals("BOOKMARK") && isWanted(selection, event.object())) {
                  shell
                      .out()
                      .println(json ? event.object() : summary(event.type(), event.object()));
                  shell.out().flush();
                }
                return !shell.out().checkError();
              });
      if (shell.out().checkError()) {
        return ExitCode.OK;
      }
    }
  }

  private static boolean isWanted(Selection selection, JsonNode object) {
    return selection.name().isEmpty()
        || object.path("metadata").path("name").asString("").equals(selection.name());
  }

  private static String summary(String type, JsonNode object) {
    var metadata = object.path("metadata");
    return String.format(
        "%-9s %s/%s revision %s",
        type,
        metadata.path("namespace").asString("-"),
        metadata.path("name").asString(""),
        metadata.path("resourceVersion").asString(""));
  }
}
