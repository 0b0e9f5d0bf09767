// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.credential.SecretDocument;
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

  /** The document is for other programs; its author should know that nobody reads it here. */
  record Foreign(String message) implements KindLookup {}

  /** Group of the objects that Istio's own installer reads. */
  String INSTALLER = "install.istio.io";

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
        .map(found -> usable(found, version, document))
        .orElseGet(() -> unknown(group, apiVersion, kind));
  }

  private static KindLookup usable(Kind kind, String version, Mapping document) {
    if (!kind.served()) {
      return foreign(kind.kind(), kind.apiVersion(version));
    }
    if (!kind.versions().contains(version)) {
      return new Unusable(
          "apiVersion",
          "%s has no version %s".formatted(kind.kind(), kind.apiVersion(version)),
          "write apiVersion: " + kind.apiVersion());
    }
    if (kind.kind().equals("ConfigMap")
        && !isOfIstio(document)
        && !SecretDocument.hasAuthorities(document)) {
      return new Foreign(
          "of all ConfigMaps only istio-system/istio, the mesh's settings, and those with"
              + " authorities (ca.crt or cacert) are read");
    }
    if (kind.group().isEmpty()
        && kind.kind().equals("Secret")
        && !SecretDocument.isCredential(document)) {
      return new Foreign("of all Secrets only those with certificates for proxies are read");
    }
    return new Found(kind);
  }

  private static Foreign foreign(String kind, String apiVersion) {
    return new Foreign("the kind %s of %s is not read by Lateen".formatted(kind, apiVersion));
  }

  /** Istio keeps the settings of the mesh in a ConfigMap; all others belong to applications. */
  private static boolean isOfIstio(Mapping document) {
    return document
        .field("metadata")
        .map(Node.Field::value)
        .filter(
            value ->
                value instanceof Mapping metadata
                    && text(metadata, "name").equals("istio")
                    && text(metadata, "namespace").equals("istio-system"))
        .isPresent();
  }

  /** Whether all kinds of a group are known, so that another one is a mistake. */
  private static boolean isOurs(String group) {
    return group.equals(Kinds.LATEEN) || (group.endsWith("istio.io") && !group.equals(INSTALLER));
  }

  private static KindLookup unknown(String group, String apiVersion, String kind) {
    var builtIn = Kinds.all().stream().anyMatch(one -> one.group().equals(group));
    if (!isOurs(group) && !builtIn) {
      return foreign(kind, apiVersion);
    }
    var elsewhere = Kinds.all().stream().filter(one -> one.kind().equals(kind)).findFirst();
    if (elsewhere.isPresent()) {
      return new Unusable(
          "apiVersion",
          "there is no kind %s in %s".formatted(kind, apiVersion),
          "write apiVersion: " + elsewhere.get().apiVersion());
    }
    if (!isOurs(group)) {
      return foreign(kind, apiVersion);
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
