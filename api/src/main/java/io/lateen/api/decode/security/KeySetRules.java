// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.Node.Scalar;
import io.lateen.base.decode.Node.Sequence;
import io.lateen.base.decode.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules for sets of keys that are written into documents (RFC 7517). */
final class KeySetRules {

  /** Parameters that a key of each type must have (RFC 7518 §6, RFC 8037 §2). */
  private static final Map<String, List<String>> REQUIRED =
      Map.of(
          "RSA", List.of("n", "e"),
          "EC", List.of("crv", "x", "y"),
          "OKP", List.of("crv", "x"),
          "oct", List.of("k"));

  private KeySetRules() {}

  /** Reports what is wrong with a set, or with a single key. */
  static void check(Value value) {
    var text = value.string().orElse("").strip();
    var read = Documents.read("jwks", text);
    if (!text.startsWith("{")
        || !read.problems().isEmpty()
        || read.roots().size() != 1
        || !(read.roots().getFirst() instanceof Mapping set)) {
      value.error("must be a JSON Web Key Set as JSON");
      return;
    }
    var keys = set.field("keys").map(Field::value);
    if (keys.isEmpty()) {
      check(value, set, 0);
    } else if (keys.get() instanceof Sequence list) {
      for (var index = 0; index < list.items().size(); index++) {
        check(value, list.items().get(index), index);
      }
    } else {
      value.error("\"keys\" must be a list of keys");
    }
  }

  private static void check(Value value, Node node, int index) {
    if (!(node instanceof Mapping key)) {
      value.error("key " + index + " must be an object");
      return;
    }
    var type = text(key, "kty").orElse("");
    var required = REQUIRED.get(type);
    if (required == null) {
      value.error("key %d: the type \"%s\" is not RSA, EC, OKP or oct".formatted(index, type));
      return;
    }
    for (var parameter : required) {
      if (text(key, parameter).isEmpty()) {
        value.error("key %d: \"%s\" is required for %s".formatted(index, parameter, type));
      }
    }
    if (type.equals("oct") || key.field("d").isPresent()) {
      value.warning(
          "key " + index + " contains private material; only public keys are needed",
          "write the public key only, and treat this one as disclosed");
    }
  }

  private static Optional<String> text(Mapping key, String name) {
    return key.field(name)
        .map(Field::value)
        .flatMap(
            node ->
                node instanceof Scalar scalar && !scalar.isNull()
                    ? Optional.of(scalar.text())
                    : Optional.empty());
  }
}
