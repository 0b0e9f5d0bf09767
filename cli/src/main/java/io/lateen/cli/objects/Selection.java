// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.objects;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.cli.shell.CommandException;
import io.lateen.client.ObjectPath;
import java.util.ArrayList;
import java.util.List;

/**
 * What the words of a command line name: {@code KIND}, {@code KIND NAME…}, {@code KIND/NAME…} or
 * {@code KIND,KIND}.
 *
 * @param name empty for the whole collection
 */
record Selection(Kind kind, String name) {

  static List<Selection> parse(List<String> words) throws CommandException {
    if (words.isEmpty()) {
      throw CommandException.usage("no kind is named", "name one, as in `virtualservice`");
    }
    if (words.getFirst().contains("/")) {
      var selections = new ArrayList<Selection>();
      for (var word : words) {
        var slash = word.indexOf('/');
        if (slash < 0) {
          throw CommandException.usage(word + " names no kind", "write all words as KIND/NAME");
        }
        selections.add(new Selection(kind(word.substring(0, slash)), word.substring(slash + 1)));
      }
      return selections;
    }
    var names = words.subList(1, words.size());
    var selections = new ArrayList<Selection>();
    for (var word : words.getFirst().split(",")) {
      var kind = kind(word);
      if (names.isEmpty()) {
        selections.add(new Selection(kind, ""));
      }
      names.forEach(name -> selections.add(new Selection(kind, name)));
    }
    return selections;
  }

  static Kind kind(String word) throws CommandException {
    var kind = Kinds.find(word);
    if (kind.isEmpty()) {
      throw CommandException.usage(
          word + " is not a kind that Lateen serves",
          "use one of " + String.join(", ", Kinds.served().stream().map(Kind::plural).toList()));
    }
    return kind.get();
  }

  /** Where it is; {@code namespace} is empty for all of them. */
  ObjectPath path(String namespace) {
    return new ObjectPath(
        kind.group(),
        kind.versions().getFirst(),
        kind.plural(),
        kind.namespaced() ? namespace : "",
        name);
  }
}
