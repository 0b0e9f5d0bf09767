// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.access.Area;
import io.lateen.controlplane.access.Question;
import io.lateen.controlplane.access.Verb;
import java.util.List;

/**
 * What must be allowed before a route answers; each route has one. Writes are checked once more
 * when they reach the store, object by object.
 */
interface Guard {

  /** The question that a call asks; the rest is the part of the path below the mount. */
  Question question(Call call, List<String> rest);

  /** Open to everybody who has any role; the route itself looks closer where that is not enough. */
  static Guard anyRole() {
    return (call, rest) -> Question.all(Verb.GET, Area.DISCOVERY);
  }

  /** The whole of an area, in all namespaces. */
  static Guard of(Area area) {
    return (call, rest) -> Question.all(verb(call), area);
  }

  /** State of one namespace, named by the parameter {@code namespace}, or of all. */
  static Guard namespacedState() {
    return (call, rest) ->
        new Question(
            verb(call),
            Area.OPERATION,
            call.parameter("namespace").orElse(""),
            Area.OPERATION.words());
  }

  /** The object that the parameters name; without it the route refuses the call by itself. */
  static Guard namedObject(Verb verb) {
    return (call, rest) ->
        HistoryResource.named(call)
            .map(key -> Question.of(verb, key))
            .orElseGet(() -> Question.all(Verb.GET, Area.DISCOVERY));
  }

  /** The trees {@code /api} and {@code /apis}. */
  static Guard objects(boolean core) {
    return (call, rest) -> {
      var group = core || rest.isEmpty() ? "" : rest.getFirst();
      var inGroup = core || rest.isEmpty() ? rest : rest.subList(1, rest.size());
      if (inGroup.size() < 2) {
        return Question.all(Verb.GET, Area.DISCOVERY);
      }
      var tail = inGroup.subList(1, inGroup.size());
      if (core && EventsResource.isAt(tail)) {
        var namespace = tail.getFirst().equals("namespaces") ? tail.get(1) : "";
        return new Question(verb(call), Area.OPERATION, namespace, "events");
      }
      return Addressed.parse(group, inGroup.getFirst(), tail)
          .map(address -> question(call, address))
          .orElseGet(() -> Question.all(Verb.GET, Area.DISCOVERY));
    };
  }

  private static Question question(Call call, Addressed address) {
    var area = Area.of(address.kind().group(), address.kind().kind());
    var verb = verb(call);
    var collection = verb == Verb.GET && address.isCollection();
    var read = call.flag("watch") ? Verb.WATCH : Verb.LIST;
    return new Question(collection ? read : verb, area, address.namespace(), address.words());
  }

  /** A method that nobody knows counts as a change. */
  private static Verb verb(Call call) {
    return switch (call.method()) {
      case "GET", "HEAD" -> Verb.GET;
      case "POST" -> Verb.CREATE;
      case "DELETE" -> Verb.DELETE;
      default -> Verb.UPDATE;
    };
  }
}
