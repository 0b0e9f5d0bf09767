// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.api.document.DecodedObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.base.problem.Severity;
import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.client.DocumentSource;
import io.lateen.translate.patch.FilterCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Checks documents one by one: what apply would say, without a control plane. */
public final class Validation {

  private static final DocumentDecoder DECODER = FilterCheck.decoder();

  private Validation() {}

  /** A verdict on every document of the texts, in their order. */
  public static List<ValidationResult> of(List<DocumentSource> sources, MeshSettings settings) {
    var results = new ArrayList<ValidationResult>();
    for (var source : sources) {
      results.addAll(of(source));
    }
    settings.mesh().ifPresent(text -> results.add(settings(text, SettingsText.mesh(text))));
    settings.networks().ifPresent(text -> results.add(settings(text, SettingsText.networks(text))));
    return List.copyOf(results);
  }

  private static ValidationResult settings(DocumentSource source, SettingsText.Decoded decoded) {
    return new ValidationResult(source.name(), 1, "", "", "", "", decoded.problems());
  }

  /** A verdict on every document of a text. */
  public static List<ValidationResult> of(DocumentSource source) {
    var decoded = DECODER.decode(source.name(), source.text());
    var outlines = outlines(source);
    var results = new ArrayList<ValidationResult>();
    var rest = new ArrayList<>(decoded.problems().list());
    var taken = new TreeMap<Integer, Outline>();
    outlines.forEach(outline -> taken.put(outline.line(), outline));
    for (var object : decoded.objects()) {
      var line = line(object, taken);
      var outline = Optional.ofNullable(taken.remove(line));
      results.add(
          new ValidationResult(
              source.name(),
              line,
              outline.map(Outline::apiVersion).orElse(""),
              object.key().kind(),
              object.key().namespace(),
              object.key().name(),
              object.problems()));
      object.problems().forEach(rest::remove);
    }
    nameless(source, taken, rest).forEach(results::add);
    results.sort(Comparator.comparingInt(ValidationResult::line));
    return results;
  }

  /** Where an object begins; of an invalid one only the places of its problems are known. */
  private static int line(DecodedObject object, TreeMap<Integer, Outline> outlines) {
    if (object.object().isPresent()) {
      return object.object().get().origin().line();
    }
    var first =
        object.problems().stream()
            .mapToInt(problem -> problem.location().line())
            .filter(line -> line > 0)
            .min()
            .orElse(0);
    return outlines.values().stream()
        .filter(outline -> outline.isOf(object))
        .mapToInt(Outline::line)
        .filter(line -> line <= Math.max(first, 1) || first == 0)
        .max()
        .orElse(first);
  }

  /** What stands in the text and is no object of a kind that is read. */
  private static List<ValidationResult> nameless(
      DocumentSource source, TreeMap<Integer, Outline> left, List<Problem> problems) {
    Map<Integer, List<Problem>> byLine = new TreeMap<>();
    left.keySet().forEach(line -> byLine.put(line, new ArrayList<>()));
    for (var problem : problems) {
      var line = Optional.ofNullable(left.floorKey(problem.location().line()));
      byLine
          .computeIfAbsent(line.orElse(problem.location().line()), key -> new ArrayList<>())
          .add(problem);
    }
    var results = new ArrayList<ValidationResult>();
    byLine.forEach(
        (line, found) -> {
          var outline = left.getOrDefault(line, Outline.of(line));
          results.add(outline.result(source.name(), new Problems(found)));
        });
    return results;
  }

  /** The identity of a document, as far as it can be read. */
  private record Outline(int line, String apiVersion, String kind, String namespace, String name) {

    static Outline of(int line) {
      return new Outline(line, "", "", "", "");
    }

    boolean isOf(DecodedObject object) {
      return kind.equals(object.key().kind()) && name.equals(object.key().name());
    }

    ValidationResult result(String file, Problems problems) {
      return new ValidationResult(file, line, apiVersion, kind, namespace, name, problems);
    }
  }

  private static List<Outline> outlines(DocumentSource source) {
    var found = new ArrayList<Outline>();
    var documents = Documents.read(source.name(), source.text());
    documents.roots().forEach(root -> outline(root, found));
    // What cannot be read begins, as far as is known, where it becomes unreadable.
    documents.problems().forEach(problem -> found.add(Outline.of(problem.location().line())));
    return found;
  }

  private static void outline(Node node, List<Outline> found) {
    if (!(node instanceof Mapping document)) {
      found.add(Outline.of(node.mark().line()));
      return;
    }
    var kind = text(document, "kind");
    if (kind.endsWith("List")
        && document.field("items").map(Node.Field::value).orElse(node)
            instanceof Sequence sequence) {
      sequence.items().forEach(item -> outline(item, found));
      return;
    }
    var metadata =
        document.field("metadata").map(Node.Field::value).orElse(node) instanceof Mapping mapping
            ? mapping
            : document;
    found.add(
        new Outline(
            document.mark().line(),
            text(document, "apiVersion"),
            kind,
            text(metadata, "namespace"),
            text(metadata, "name")));
  }

  private static String text(Mapping mapping, String field) {
    return mapping.field(field).map(Node.Field::value).orElse(mapping) instanceof Scalar scalar
        ? scalar.text()
        : "";
  }

  /** The verdicts as JSON. */
  public static ObjectNode tree(List<ValidationResult> results) {
    var tree = JsonNodeFactory.instance.objectNode();
    var list = tree.putArray("results");
    for (var result : results) {
      var entry =
          list.addObject()
              .put("file", result.file())
              .put("line", result.line())
              .put("apiVersion", result.apiVersion())
              .put("kind", result.kind())
              .put("namespace", result.namespace())
              .put("name", result.name())
              .put("valid", result.valid());
      problems(entry.putArray("errors"), result.problems(), Severity.ERROR);
      problems(entry.putArray("warnings"), result.problems(), Severity.WARNING);
    }
    return tree;
  }

  private static void problems(ArrayNode list, Problems problems, Severity severity) {
    problems.stream()
        .filter(problem -> problem.severity() == severity)
        .forEach(problem -> ProblemTrees.within(list, problem));
  }
}
