// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.keyset;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads answers of issuers (RFC 7517; OpenID Connect Discovery 1.0). Of keys only known public
 * parts are kept, so that nothing else of an answer gets any further.
 */
final class KeySetText {

  /** Most keys of one set (docs/limits.md); issuers have two or three. */
  static final int MAX_KEYS = 100;

  private static final int MAX_VALUE = 8192;

  /** What must be there (RFC 7518, section 6; RFC 8037, section 2). Symmetric keys are secrets. */
  private static final Map<String, List<String>> REQUIRED =
      Map.of("RSA", List.of("n", "e"), "EC", List.of("crv", "x", "y"), "OKP", List.of("crv", "x"));

  private static final Set<String> CURVES = Set.of("P-256", "P-384", "P-521", "Ed25519");
  private static final List<String> KEPT =
      List.of("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y");
  private static final Set<String> NUMBERS = Set.of("n", "e", "x", "y");

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KeySetText() {}

  /** The usable keys of a set, in its order. */
  static String publicKeys(String answer) throws KeySetException {
    var set = JSON.createObjectNode();
    var keys = set.putArray("keys");
    for (var key : object(answer).path("keys")) {
      if (keys.size() < MAX_KEYS && isUsable(key)) {
        var kept = keys.addObject();
        for (var name : KEPT) {
          if (key.path(name).isString()) {
            kept.put(name, key.path(name).asString());
          }
        }
      }
    }
    if (keys.isEmpty()) {
      throw new KeySetException("the answer has no public key of the types RSA, EC or OKP");
    }
    return set.toString();
  }

  private static boolean isUsable(JsonNode key) {
    var required = REQUIRED.get(key.path("kty").asString(""));
    if (required == null || key.path("use").asString("sig").equals("enc")) {
      return false;
    }
    for (var name : required) {
      var value = key.path(name).asString("");
      if (value.isEmpty() || value.length() > MAX_VALUE) {
        return false;
      }
      if (NUMBERS.contains(name) ? !isBase64(value) : !CURVES.contains(value)) {
        return false;
      }
    }
    return KEPT.stream().allMatch(name -> key.path(name).asString("").length() <= MAX_VALUE);
  }

  private static boolean isBase64(String value) {
    try {
      return Base64.getUrlDecoder().decode(value).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Where a discovery document says that the keys are. */
  static String keysUri(String answer) throws KeySetException {
    var uri = object(answer).path("jwks_uri");
    if (!uri.isString() || uri.asString().isEmpty()) {
      throw new KeySetException("the issuer's configuration names no jwks_uri");
    }
    return uri.asString();
  }

  private static ObjectNode object(String answer) throws KeySetException {
    try {
      if (JSON.readTree(answer) instanceof ObjectNode object) {
        return object;
      }
    } catch (JacksonException e) {
      throw new KeySetException("the answer is not JSON");
    }
    throw new KeySetException("the answer is not a JSON object");
  }
}
