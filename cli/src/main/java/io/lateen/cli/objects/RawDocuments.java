// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.base.decode.Json;
import io.lateen.cli.shell.CommandException;
import io.lateen.cli.shell.Documents;
import io.lateen.cli.shell.ExitCode;
import io.lateen.client.DocumentSource;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The documents of a text as trees, with the items of lists taken out; nothing is validated. */
final class RawDocuments {

  private RawDocuments() {}

  static List<JsonNode> read(DocumentSource source) throws CommandException {
    var documents = io.lateen.base.decode.Documents.read(source.name(), source.text());
    if (documents.problems().hasErrors()) {
      throw new CommandException(ExitCode.BAD_INPUT, documents.problems().render(), "");
    }
    var found = new ArrayList<JsonNode>();
    for (var root : documents.roots()) {
      var document = Documents.JSON.readTree(Json.write(root));
      if (document.path("kind").asString("").equals("List")) {
        document.path("items").forEach(found::add);
      } else {
        found.add(document);
      }
    }
    return List.copyOf(found);
  }
}
