// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.controlplane.status.ObjectEvent;
import io.lateen.controlplane.status.StatusBoard;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /api/v1/events} and {@code /api/v1/namespaces/NS/events}: what happened to objects, as
 * core/v1 Events, so that {@code kubectl get events} and {@code describe} show it. Lists only.
 */
record EventsResource(StatusBoard board) {

  static final String PLURAL = "events";

  /** Events of objects without a namespace live there (client-go tools/events). */
  private static final String DEFAULT_NAMESPACE = "default";

  private static final String COMPONENT = "lateen-control-plane";

  /** What kubectl selects events by. */
  private static final Set<String> FIELDS =
      Set.of(
          "involvedObject.kind",
          "involvedObject.namespace",
          "involvedObject.name",
          "involvedObject.uid",
          "involvedObject.apiVersion",
          "reason",
          "type");

  /** Whether a path below {@code /api/v1} leads here. */
  static boolean isAt(List<String> rest) {
    int place = rest.size() > 2 && rest.getFirst().equals("namespaces") ? 2 : 0;
    return rest.size() > place && rest.get(place).equals(PLURAL);
  }

  /** Answers a path for which {@link #isAt} holds. */
  Reply answer(Call call, List<String> rest) {
    if (!call.method().equals("GET") || call.flag("watch")) {
      return Statuses.methodNotAllowed(call.flag("watch") ? "watch" : call.method());
    }
    var namespace = rest.getFirst().equals("namespaces") ? rest.get(1) : "";
    int place = namespace.isEmpty() ? 0 : 2;
    var events = board.events().stream().map(EventsResource::node).toList();
    if (rest.size() == place + 2) {
      var name = rest.get(place + 1);
      return events.stream()
          .filter(event -> isIn(namespace, event))
          .filter(event -> event.path("metadata").path("name").asString("").equals(name))
          .findFirst()
          .<Reply>map(Reply.Json::ok)
          .orElseGet(() -> Statuses.notFound("events \"" + name + "\""));
    }
    return rest.size() > place + 2 ? Statuses.notFound(call.path()) : list(call, namespace, events);
  }

  private Reply list(Call call, String namespace, List<ObjectNode> events) {
    var selector = Selector.parse(call, FIELDS);
    var list = Rendering.JSON.createObjectNode().put("kind", "EventList").put("apiVersion", "v1");
    list.putObject("metadata").put("resourceVersion", Long.toString(board.log().recorded()));
    var items = list.putArray("items");
    events.stream()
        .filter(event -> isIn(namespace, event) && selector.matches(event))
        .forEach(items::add);
    return Reply.Json.ok(list);
  }

  /** The entry of discovery. */
  static void describe(ArrayNode resources) {
    var resource = resources.addObject().put("name", PLURAL).put("singularName", "event");
    resource.put("namespaced", true).put("kind", "Event");
    resource.putArray("verbs").add("get").add("list");
    resource.putArray("shortNames").add("ev");
  }

  private static boolean isIn(String namespace, ObjectNode event) {
    return namespace.isEmpty()
        || event.path("metadata").path("namespace").asString("").equals(namespace);
  }

  private static ObjectNode node(ObjectEvent event) {
    var key = event.object();
    var node = Rendering.JSON.createObjectNode().put("kind", "Event").put("apiVersion", "v1");
    node.putObject("metadata")
        .put("name", event.name())
        .put("namespace", namespace(key))
        .put("uid", event.uid() + "-" + event.sequence())
        .put("resourceVersion", Long.toString(event.sequence()))
        .put("creationTimestamp", text(event.first()));
    node.putObject("involvedObject")
        .put("kind", key.kind())
        .put("namespace", key.namespace())
        .put("name", key.name())
        .put("uid", event.uid())
        .put("apiVersion", Kinds.of(key.group(), key.kind()).map(Kind::apiVersion).orElse(""));
    node.put("reason", event.reason())
        .put("message", event.message())
        .put("type", event.warning() ? "Warning" : "Normal")
        .put("count", event.count())
        .put("firstTimestamp", text(event.first()))
        .put("lastTimestamp", text(event.last()))
        .put("reportingComponent", COMPONENT)
        .put("reportingInstance", "");
    node.putObject("source").put("component", COMPONENT);
    return node;
  }

  private static String namespace(ObjectKey key) {
    return key.namespace().isEmpty() ? DEFAULT_NAMESPACE : key.namespace();
  }

  private static String text(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }
}
