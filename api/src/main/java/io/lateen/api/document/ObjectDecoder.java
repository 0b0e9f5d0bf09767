// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.Spec;
import io.lateen.api.credential.Seal;
import io.lateen.api.credential.SecretDocument;
import io.lateen.api.decode.Decoders;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decodes one document of a kind that is served. */
final class ObjectDecoder {

  /** Read by nobody before its private values are sealed. */
  private static final Kind SECRET = Kinds.of("", "Secret").orElseThrow();

  private static final String METADATA = "metadata";
  private static final String NAMESPACE = "namespace";

  private ObjectDecoder() {}

  static DecodedObject decode(
      String source, Mapping written, Kind kind, String defaultNamespace, Seal seal) {
    var key = key(written, kind, defaultNamespace);
    var reading = new Reading(source, key.display(), Decoders.isStrict(kind));
    var document =
        kind.equals(SECRET) ? SecretDocument.sealed(reading, written, key, seal) : written;
    var in = ObjectReader.of(reading, document);
    in.ignore("apiVersion", "kind", "status", "spec");
    var meta = meta(in, kind, key.namespace());
    var decoder =
        Decoders.of(kind)
            .orElseThrow(() -> new IllegalStateException("no decoder for " + kind.resource()));
    var object = object(decoder, in, key, meta, new Origin(source, document.mark().line()));
    in.done();
    return new DecodedObject(
        reading.failed() ? Optional.empty() : Optional.of(object),
        key,
        withNamespace(document, key),
        reading.problems());
  }

  private static <S extends Spec> ConfigObject<S> object(
      SpecDecoder<S> decoder, ObjectReader in, ObjectKey key, ObjectMeta meta, Origin origin) {
    return new ConfigObject<>(key, meta, decoder.decode(in, meta), origin);
  }

  private static ObjectMeta meta(ObjectReader in, Kind kind, String namespace) {
    var metadata = in.object(METADATA);
    if (metadata.isEmpty() || !metadata.get().has("name")) {
      in.error(METADATA, "the name of the object is required");
      return ObjectMeta.of(namespace, "");
    }
    return MetaDecoder.decode(metadata.get(), kind, namespace);
  }

  private static ObjectKey key(Mapping document, Kind kind, String defaultNamespace) {
    var namespace = metadata(document, NAMESPACE);
    return kind.key(namespace.isEmpty() ? defaultNamespace : namespace, metadata(document, "name"));
  }

  private static String metadata(Mapping document, String name) {
    return document
        .field(METADATA)
        .map(Field::value)
        .flatMap(node -> node instanceof Mapping metadata ? metadata.field(name) : Optional.empty())
        .map(Field::value)
        .flatMap(node -> node instanceof Scalar s ? Optional.of(s.text()) : Optional.empty())
        .orElse("");
  }

  /** The document with the namespace that it was given, so that a store need not guess again. */
  private static Mapping withNamespace(Mapping document, ObjectKey key) {
    if (key.namespace().isEmpty() || !metadata(document, NAMESPACE).isEmpty()) {
      return document;
    }
    var fields = new ArrayList<Field>();
    for (var field : document.fields()) {
      fields.add(
          field.name().equals(METADATA) && field.value() instanceof Mapping metadata
              ? new Field(METADATA, field.mark(), withNamespaceField(metadata, key.namespace()))
              : field);
    }
    return new Mapping(document.mark(), fields);
  }

  private static Mapping withNamespaceField(Mapping metadata, String namespace) {
    var fields = new ArrayList<Field>();
    for (var field : metadata.fields()) {
      if (!field.name().equals(NAMESPACE)) {
        fields.add(field);
      }
    }
    Node value = new Scalar(metadata.mark(), ScalarType.STRING, namespace);
    fields.add(new Field(NAMESPACE, metadata.mark(), value));
    return new Mapping(metadata.mark(), List.copyOf(fields));
  }
}
