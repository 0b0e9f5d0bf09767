// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import io.lateen.conformance.yaml.YamlTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The fields that a kind has. A path joins names with dots; {@code []} stands for any item and
 * {@code {}} for any key. What stands in several places with one meaning is one field: a traffic
 * policy of a subset or of a port has the fields of that of the host.
 *
 * @param kind kind of the objects
 * @param fields structural schema by path, in the order of the paths; missing where nobody has one
 */
public record Catalog(String kind, Map<String, JsonNode> fields) {

  static final String ANNOTATIONS = "Annotations";
  static final String LABELS = "Labels";
  static final String MESH_CONFIG = "MeshConfig";

  private static final String MESH_CONFIG_FIELDS = "/mesh-config-fields.txt";
  private static final String OWN_FIELDS = "/own-fields.txt";

  /** Traffic policies within a DestinationRule that have the fields of the host's. */
  private static final Pattern INNER_POLICY =
      Pattern.compile(
          "^subsets\\[]\\.(?=trafficPolicy\\.)|(?<=trafficPolicy)\\.portLevelSettings\\[](?=\\.(?!port))");

  /** All kinds: the custom resources, ours, then MeshConfig, annotations and labels. */
  static List<Catalog> all(Path collection) throws IOException {
    var all = new TreeMap<String, Catalog>();
    for (var definition : tree(collection.resolve("api/crd-all.gen.yaml"))) {
      var spec = definition.path("spec");
      var fields = new TreeMap<String, JsonNode>();
      spec.path("versions")
          .valueStream()
          .filter(version -> version.path("served").asBoolean(false))
          .findFirst()
          .ifPresent(
              version -> walk("", version.at("/schema/openAPIV3Schema/properties/spec"), fields));
      var kind = spec.path("names").path("kind").asString("");
      all.put(kind, new Catalog(kind, fields));
    }
    var list = new ArrayList<>(all.values());
    list.addAll(own());
    list.add(new Catalog(MESH_CONFIG, meshConfig()));
    list.add(names(ANNOTATIONS, collection.resolve("api/annotations.yaml"), "annotations"));
    list.add(names(LABELS, collection.resolve("api/labels.yaml"), "labels"));
    return List.copyOf(list);
  }

  private static List<JsonNode> tree(Path file) throws IOException {
    return YamlTree.read(Files.readString(file));
  }

  private static void walk(String path, JsonNode schema, Map<String, JsonNode> fields) {
    if (!path.isEmpty() && !path.endsWith("]") && !path.endsWith("}")) {
      fields.putIfAbsent(canonical(path), schema);
    }
    var inner = path.isEmpty() ? path : path + ".";
    schema
        .path("properties")
        .properties()
        .forEach(field -> walk(inner + field.getKey(), field.getValue(), fields));
    if (schema.path("items").isObject()) {
      walk(path + "[]", schema.path("items"), fields);
    }
    if (schema.path("additionalProperties").isObject()) {
      walk(path + "{}", schema.path("additionalProperties"), fields);
    }
  }

  private static Map<String, JsonNode> meshConfig() throws IOException {
    var fields = new TreeMap<String, JsonNode>();
    lines(MESH_CONFIG_FIELDS).forEach(line -> fields.put(line, MissingNode.getInstance()));
    return fields;
  }

  /** The kinds that Istio has not. */
  private static List<Catalog> own() throws IOException {
    var kinds = new TreeMap<String, Map<String, JsonNode>>();
    for (var line : lines(OWN_FIELDS)) {
      int space = line.indexOf(' ');
      kinds
          .computeIfAbsent(line.substring(0, space), kind -> new TreeMap<>())
          .put(line.substring(space + 1), MissingNode.getInstance());
    }
    return kinds.entrySet().stream()
        .map(kind -> new Catalog(kind.getKey(), kind.getValue()))
        .toList();
  }

  private static List<String> lines(String resource) throws IOException {
    try (InputStream in = Catalog.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(String::strip)
          .filter(line -> !line.startsWith("#") && !line.isEmpty())
          .toList();
    }
  }

  private static Catalog names(String kind, Path file, String list) throws IOException {
    var fields = new TreeMap<String, JsonNode>();
    for (var document : tree(file)) {
      for (var entry : document.path(list)) {
        fields.put(entry.path("name").asString(""), MissingNode.getInstance());
      }
    }
    return new Catalog(kind, fields);
  }

  /** The path under which a field is listed. */
  static String canonical(String path) {
    return until(path, text -> INNER_POLICY.matcher(text).replaceFirst(""));
  }

  private static String until(String text, UnaryOperator<String> step) {
    var next = step.apply(text);
    return next.equals(text) ? text : until(next, step);
  }

  JsonNode schema(String path) {
    return fields.getOrDefault(path, MissingNode.getInstance());
  }
}
