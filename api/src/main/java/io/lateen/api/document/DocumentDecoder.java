// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.Kind;
import io.lateen.api.ObjectKey;
import io.lateen.api.credential.Seal;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decodes texts with any number of objects: YAML documents, JSON, and Kubernetes lists. Immutable,
 * for all threads.
 */
public final class DocumentDecoder {

  /** Namespace of objects that name none. */
  public static final String DEFAULT_NAMESPACE = "default";

  private final String defaultNamespace;
  private final ObjectCheck check;
  private final Seal seal;

  /** A decoder that puts objects without a namespace into {@code default}. */
  public DocumentDecoder() {
    this(DEFAULT_NAMESPACE);
  }

  /** A decoder that puts objects without a namespace into {@code defaultNamespace}. */
  public DocumentDecoder(String defaultNamespace) {
    this(defaultNamespace, ObjectCheck.NONE);
  }

  /** A decoder that also refuses what {@code check} finds an error in. */
  public DocumentDecoder(String defaultNamespace, ObjectCheck check) {
    this(defaultNamespace, check, Seal.FORGETTING);
  }

  /** A decoder whose Secrets keep their private values, sealed with {@code seal}. */
  public DocumentDecoder(String defaultNamespace, ObjectCheck check, Seal seal) {
    this.defaultNamespace = defaultNamespace;
    this.check = check;
    this.seal = seal;
  }

  /**
   * Decodes a text.
   *
   * @param source name of the text for messages, usually a file name
   * @param text YAML or JSON
   */
  public DecodedDocuments decode(String source, String text) {
    var objects = new ArrayList<DecodedObject>();
    var rest = decode(source, text, objects::add);
    return new DecodedDocuments(objects, rest.problems(), rest.complete());
  }

  /**
   * Decodes a text and hands over each object as soon as it is decoded, so that of a text with many
   * not all documents are in memory.
   */
  public DecodedText decode(String source, String text, Consumer<DecodedObject> sink) {
    var collected = new Collected(source, sink);
    var unread = Documents.read(source, text, root -> decode(root, collected));
    collected.problems.addAll(unread.list());
    return new DecodedText(new Problems(collected.problems), unread.isEmpty());
  }

  /** Decodes one document that has been read already. */
  public DecodedDocuments decode(String source, Node document) {
    var objects = new ArrayList<DecodedObject>();
    var collected = new Collected(source, objects::add);
    decode(document, collected);
    return new DecodedDocuments(objects, new Problems(collected.problems), true);
  }

  /** What one text has yielded so far. */
  private static final class Collected {
    private final String source;
    private final Consumer<DecodedObject> sink;
    private final Map<ObjectKey, Integer> lines = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    Collected(String source, Consumer<DecodedObject> sink) {
      this.source = source;
      this.sink = sink;
    }
  }

  private void decode(Node root, Collected collected) {
    if (!(root instanceof Mapping document)) {
      refuse(
          collected,
          root,
          "",
          "an object with apiVersion and kind is expected, but this is " + root.describe(),
          "");
      return;
    }
    if (items(document).isPresent()) {
      items(document).get().forEach(item -> decode(item, collected));
      return;
    }
    switch (KindLookup.of(document)) {
      case KindLookup.Unusable(var field, var message, var fix) ->
          refuse(
              collected,
              document.field(field).map(Node.Field::value).orElse(document),
              field,
              message,
              fix);
      case KindLookup.Foreign(var message) -> passOver(collected, document, message);
      case KindLookup.Found(var found) -> decode(document, found, collected);
    }
  }

  /** The items of a list: of the kind List or of any kind with a name like it. */
  private static Optional<List<Node>> items(Mapping document) {
    var isList =
        document
            .field("kind")
            .map(Node.Field::value)
            .filter(value -> value instanceof Node.Scalar s && s.text().endsWith("List"))
            .isPresent();
    return isList
        ? document
            .field("items")
            .flatMap(
                field ->
                    field.value() instanceof Sequence s ? Optional.of(s.items()) : Optional.empty())
        : Optional.empty();
  }

  private void decode(Mapping document, Kind kind, Collected collected) {
    var decoded =
        checked(ObjectDecoder.decode(collected.source, document, kind, defaultNamespace, seal));
    var first = collected.lines.putIfAbsent(decoded.key(), document.mark().line());
    if (first != null) {
      decoded = duplicate(decoded, document, collected.source, first);
    }
    collected.problems.addAll(decoded.problems().list());
    if (!decoded.key().name().isEmpty()) {
      collected.sink.accept(decoded);
    }
  }

  private DecodedObject checked(DecodedObject decoded) {
    var found = new Problems(decoded.object().map(check::problems).orElse(List.of()));
    if (found.isEmpty()) {
      return decoded;
    }
    return new DecodedObject(
        found.hasErrors() ? Optional.empty() : decoded.object(),
        decoded.key(),
        decoded.document(),
        decoded.problems().and(found));
  }

  private static DecodedObject duplicate(
      DecodedObject decoded, Mapping document, String source, int firstLine) {
    var problem =
        Problem.error(
                document.mark().in(source),
                decoded.key().display(),
                "metadata.name",
                "is already defined on line " + firstLine)
            .withFix("rename one of the two, or delete it");
    return new DecodedObject(
        Optional.empty(), decoded.key(), decoded.document(), decoded.problems().and(problem));
  }

  private static void passOver(Collected collected, Mapping document, String message) {
    var kind = document.field("kind").map(Node.Field::value).orElse(document);
    var location = kind.mark().in(collected.source);
    collected.problems.add(Problem.warning(location, "", "kind", message));
  }

  private static void refuse(
      Collected collected, Node node, String path, String message, String fix) {
    var location = node.mark().in(collected.source);
    collected.problems.add(Problem.error(location, "", path, message).withFix(fix));
  }
}
