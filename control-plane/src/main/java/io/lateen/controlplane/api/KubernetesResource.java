// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The trees {@code /api} and {@code /apis}: discovery, and below it the objects. */
final class KubernetesResource {

  private static final List<String> VERBS =
      List.of("create", "delete", "get", "list", "patch", "update", "watch");

  private final ObjectsResource objects;
  private final EventsResource events;

  KubernetesResource(ObjectsResource objects, EventsResource events) {
    this.objects = objects;
    this.events = events;
  }

  /** {@code /api/…}. */
  Reply core(Call call, List<String> rest) {
    if (rest.isEmpty()) {
      var versions = Rendering.JSON.createObjectNode().put("kind", "APIVersions");
      versions.putArray("versions").add("v1");
      return Reply.Json.ok(versions);
    }
    return rest.getFirst().equals("v1") && EventsResource.isAt(rest.subList(1, rest.size()))
        ? events.answer(call, rest.subList(1, rest.size()))
        : version(call, "", rest);
  }

  /** {@code /apis/…}. */
  Reply groups(Call call, List<String> rest) {
    if (rest.isEmpty()) {
      var list = Rendering.JSON.createObjectNode().put("kind", "APIGroupList");
      list.put("apiVersion", "v1");
      var groups = list.putArray("groups");
      var names = new TreeSet<String>();
      Kinds.served().forEach(kind -> names.add(kind.group()));
      names.remove("");
      names.forEach(name -> groups.add(group(name)));
      return Reply.Json.ok(list);
    }
    if (rest.size() == 1) {
      var versions = versions(rest.getFirst());
      return versions.isEmpty()
          ? Statuses.notFound("the group " + rest.getFirst())
          : Reply.Json.ok(group(rest.getFirst()).put("kind", "APIGroup").put("apiVersion", "v1"));
    }
    return version(call, rest.getFirst(), rest.subList(1, rest.size()));
  }

  private Reply version(Call call, String group, List<String> rest) {
    var version = rest.getFirst();
    if (rest.size() == 1) {
      var resources = resources(group, version);
      return resources.path("resources").isEmpty()
          ? Statuses.notFound(call.path())
          : Reply.Json.ok(resources);
    }
    return Addressed.parse(group, version, rest.subList(1, rest.size()))
        .map(address -> objects.answer(call, address))
        .orElseGet(() -> Statuses.notFound("the resource " + call.path()));
  }

  /** Versions of a group, the preferred one first. */
  private static List<String> versions(String group) {
    var ranks = new TreeMap<String, Integer>();
    for (var kind : Kinds.served()) {
      if (kind.group().equals(group)) {
        for (var i = 0; i < kind.versions().size(); i++) {
          ranks.merge(kind.versions().get(i), i, Math::min);
        }
      }
    }
    return ranks.entrySet().stream()
        .sorted((a, b) -> Integer.compare(a.getValue(), b.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static ObjectNode group(String name) {
    var group = Rendering.JSON.createObjectNode().put("name", name);
    var array = group.putArray("versions");
    for (var version : versions(name)) {
      array.add(version(name, version));
    }
    group.set("preferredVersion", version(name, versions(name).getFirst()));
    return group;
  }

  private static ObjectNode version(String group, String version) {
    return Rendering.JSON
        .createObjectNode()
        .put("groupVersion", group + "/" + version)
        .put("version", version);
  }

  private static ObjectNode resources(String group, String version) {
    var list = Rendering.JSON.createObjectNode().put("kind", "APIResourceList");
    list.put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    var array = list.putArray("resources");
    for (var kind : Kinds.served()) {
      if (kind.group().equals(group) && kind.versions().contains(version)) {
        describe(kind, array);
      }
    }
    if (group.isEmpty() && !array.isEmpty()) {
      EventsResource.describe(array);
    }
    return list;
  }

  private static void describe(Kind kind, ArrayNode array) {
    var resource =
        array
            .addObject()
            .put("name", kind.plural())
            .put("singularName", kind.singular())
            .put("namespaced", kind.namespaced())
            .put("kind", kind.kind());
    var verbs = resource.putArray("verbs");
    VERBS.forEach(verbs::add);
    if (!kind.shortNames().isEmpty()) {
      var names = resource.putArray("shortNames");
      kind.shortNames().forEach(names::add);
    }
  }
}
