// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Suggestions;
import java.util.Optional;

/** Finds the kind of a document from its apiVersion and kind, or says why it cannot be used. */
sealed interface KindLookup {

  /** The kind is served. */
  record Found(Kind kind) implements KindLookup {}

  /** The document cannot be used; the field is the one to blame. */
  record Unusable(String field, String message, String fix) implements KindLookup {}

  /** Looks the kind up. */
  static KindLookup of(Mapping document) {
    var apiVersion = text(document, "apiVersion");
    var kind = text(document, "kind");
    if (apiVersion.isEmpty()) {
      return new Unusable("apiVersion", "is required", "");
    }
    if (kind.isEmpty()) {
      return new Unusable("kind", "is required", "");
    }
    var slash = apiVersion.indexOf('/');
    var group = slash < 0 ? "" : apiVersion.substring(0, slash);
    var version = apiVersion.substring(slash + 1);
    return Kinds.of(group, kind)
        .map(found -> usable(found, version))
        .orElseGet(() -> unknown(group, apiVersion, kind));
  }

  private static KindLookup usable(Kind kind, String version) {
    if (!kind.versions().contains(version)) {
      return new Unusable(
          "apiVersion",
          "%s has no version %s".formatted(kind.kind(), kind.apiVersion(version)),
          "write apiVersion: " + kind.apiVersion());
    }
    if (!kind.served()) {
      return new Unusable(
          "kind",
          "the kind %s of %s is known but not yet served by this version of Lateen"
              .formatted(kind.kind(), kind.apiVersion(version)),
          "");
    }
    return new Found(kind);
  }

  private static KindLookup unknown(String group, String apiVersion, String kind) {
    var elsewhere = Kinds.all().stream().filter(one -> one.kind().equals(kind)).findFirst();
    if (elsewhere.isPresent()) {
      return new Unusable(
          "apiVersion",
          "there is no kind %s in %s".formatted(kind, apiVersion),
          "write apiVersion: " + elsewhere.get().apiVersion());
    }
    var names =
        Kinds.all().stream()
            .filter(one -> one.group().equals(group) || one.served())
            .map(Kind::kind)
            .toList();
    return new Unusable(
        "kind", "unknown kind " + kind + " of " + apiVersion, Suggestions.remedy(kind, names));
  }

  private static String text(Mapping document, String field) {
    return document
        .field(field)
        .map(Node.Field::value)
        .flatMap(value -> value instanceof Scalar s ? Optional.of(s.text()) : Optional.empty())
        .orElse("");
  }
}
