// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

import io.lateen.api.ObjectKey;
import io.lateen.api.credential.CredentialRules.Written;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.ScalarType;
import io.lateen.base.decode.Reading;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The document of a Secret on its way in: checked, then made anew with every private value sealed
 * and without fields that could repeat one.
 */
public final class SecretDocument {

  /** Longest sum of all values, in bytes (Kubernetes: core MaxSecretSize). */
  static final int MAX_BYTES = 1 << 20;

  /** Most values. */
  private static final int MAX_VALUES = 64;

  private static final String DATA = "data";
  private static final String STRING_DATA = "stringData";

  /** Fields that are kept; {@code stringData} becomes part of {@code data}, as in Kubernetes. */
  private static final Set<String> KEPT =
      Set.of("apiVersion", "kind", "metadata", "type", "immutable");

  /** The whole document as kubectl sent it, keys included. */
  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private final Reading reading;
  private final ObjectKey key;
  private final Seal seal;
  private final Mark place;
  private final Map<String, Written> values = new TreeMap<>();
  private long bytes;

  private SecretDocument(Reading reading, ObjectKey key, Seal seal, Mark place) {
    this.reading = reading;
    this.place = place;
    this.key = key;
    this.seal = seal;
  }

  /** Whether a Secret is about certificates for proxies; others are nobody's business here. */
  public static boolean isCredential(Mapping document) {
    return SecretLayout.isCredential(type(document), fields(document));
  }

  /** Whether a ConfigMap has authorities for proxies. */
  public static boolean hasAuthorities(Mapping document) {
    return SecretLayout.hasAuthorities(fields(document));
  }

  private static Set<String> fields(Mapping document) {
    var fields = new TreeSet<String>();
    for (var part : new String[] {DATA, STRING_DATA}) {
      document
          .field(part)
          .map(Field::value)
          .ifPresent(
              value -> {
                if (value instanceof Mapping map) {
                  map.fields().forEach(field -> fields.add(field.name()));
                }
              });
    }
    return fields;
  }

  /** The document with sealed values; what is wrong with it goes to the reading. */
  public static Mapping sealed(Reading reading, Mapping document, ObjectKey key, Seal seal) {
    var secret = new SecretDocument(reading, key, seal, document.mark());
    secret.collect(document, DATA, true);
    secret.collect(document, STRING_DATA, false);
    if (secret.bytes > MAX_BYTES || secret.values.size() > MAX_VALUES) {
      secret.values.clear();
      reading.error(
          document.mark(),
          DATA,
          "has more than %d bytes or %d values".formatted(MAX_BYTES, MAX_VALUES),
          "split the Secret");
    }
    new CredentialRules(secret.values, secret::error).check(type(document));
    return secret.rebuilt(document);
  }

  private void error(String field, String message, String fix) {
    var written = values.get(field);
    if (written == null) {
      reading.error(place, field, message, fix);
    } else {
      reading.error(written.mark(), path(field), message, fix);
    }
  }

  private static String path(String field) {
    return DATA + "[\"" + field + "\"]";
  }

  private static String type(Mapping document) {
    return document
        .field("type")
        .map(Field::value)
        .map(node -> node instanceof Scalar scalar ? scalar.text() : "")
        .orElse("");
  }

  private void collect(Mapping document, String part, boolean encoded) {
    var node = document.field(part).map(Field::value);
    if (node.isEmpty() || node.get().isNull()) {
      return;
    }
    if (!(node.get() instanceof Mapping map)) {
      reading.error(node.get().mark(), part, "must be an object of texts", "");
      return;
    }
    for (var field : map.fields()) {
      if (field.value() instanceof Scalar scalar && scalar.type() == ScalarType.STRING) {
        take(field, scalar, encoded);
      } else if (!field.value().isNull()) {
        reading.error(field.mark(), path(field.name()), "must be a text", "put it in quotes");
      }
    }
  }

  private void take(Field field, Scalar scalar, boolean encoded) {
    try {
      var value =
          encoded
              ? Base64.getMimeDecoder().decode(checked(scalar.text()))
              : scalar.text().getBytes(StandardCharsets.UTF_8);
      bytes += value.length;
      if (value.length > 0) {
        values.put(field.name(), new Written(field.mark(), value));
      }
    } catch (IllegalArgumentException e) {
      reading.error(
          field.mark(),
          path(field.name()),
          "is not Base64",
          "encode it, or write it in plain under stringData");
    }
  }

  /** The decoder of lines passes over everything that is not Base64. */
  private static String checked(String text) {
    if (!text.chars().allMatch(SecretDocument::isBase64)) {
      throw new IllegalArgumentException("not Base64");
    }
    return text;
  }

  private static boolean isBase64(int c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || c == '+'
        || c == '/'
        || c == '='
        || Character.isWhitespace(c);
  }

  private Mapping rebuilt(Mapping document) {
    var fields = new ArrayList<Field>();
    for (var field : document.fields()) {
      if (field.name().equals("metadata") && field.value() instanceof Mapping metadata) {
        fields.add(new Field(field.name(), field.mark(), withoutCopies(metadata)));
      } else if (KEPT.contains(field.name())) {
        fields.add(field);
      }
    }
    var data = new ArrayList<Field>();
    values.forEach((name, value) -> data.add(new Field(name, value.mark(), stored(name, value))));
    fields.add(new Field(DATA, document.mark(), new Mapping(document.mark(), data)));
    return new Mapping(document.mark(), fields);
  }

  private Node stored(String field, Written value) {
    var place = new SealedPlace(key.namespace(), key.name(), field);
    var content = value.bytes();
    if (!SecretLayout.maySee(field, value.text())) {
      content = sealed(place, value).getBytes(StandardCharsets.UTF_8);
    }
    return new Scalar(value.mark(), ScalarType.STRING, Base64.getEncoder().encodeToString(content));
  }

  private String sealed(SealedPlace place, Written value) {
    if (!value.isSealed()) {
      return seal.close(place, value.bytes());
    }
    if (!seal.isIntact(place, value.text())) {
      reading.error(
          value.mark(),
          path(place.field()),
          "was sealed elsewhere: for another Secret, or by another control plane",
          "write the value itself");
    }
    return value.text();
  }

  private static Mapping withoutCopies(Mapping metadata) {
    var fields = new ArrayList<Field>();
    for (var field : metadata.fields()) {
      if (field.name().equals("annotations") && field.value() instanceof Mapping annotations) {
        var kept =
            annotations.fields().stream().filter(one -> !one.name().equals(LAST_APPLIED)).toList();
        fields.add(new Field(field.name(), field.mark(), new Mapping(annotations.mark(), kept)));
      } else {
        fields.add(field);
      }
    }
    return new Mapping(metadata.mark(), fields);
  }
}
