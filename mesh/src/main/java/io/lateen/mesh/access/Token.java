// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON web token that a request carries where the rules look for it.
 *
 * @param validity whether it can be trusted
 * @param claims what it says; {@code iss}, {@code sub} and {@code aud} are among them
 */
public record Token(Validity validity, Map<String, Claim> claims) {

  public Token {
    claims = Map.copyOf(claims);
  }

  /** Whether a token can be trusted. */
  public enum Validity {
    /** The signature is the issuer's, and its time has come and not gone. */
    GENUINE,
    /** The signature is somebody else's. */
    FORGED,
    /** It is not valid yet, or not any more. */
    OUT_OF_TIME
  }

  /** What a token says about one thing. */
  public sealed interface Claim {

    /** A word. */
    record Text(String text) implements Claim {}

    /** Several. */
    record Items(List<Claim> items) implements Claim {
      public Items {
        items = List.copyOf(items);
      }
    }

    /** Claims by name. */
    record Fields(Map<String, Claim> fields) implements Claim {
      public Fields {
        fields = Map.copyOf(fields);
      }
    }

    /** A number, a truth value or nothing, which no policy can name. */
    record Other() implements Claim {}
  }

  /** The claim below others; empty when there is none. */
  Optional<Claim> claim(List<String> path) {
    Claim found = new Claim.Fields(claims);
    for (var name : path) {
      if (!(found instanceof Claim.Fields(var fields)) || !fields.containsKey(name)) {
        return Optional.empty();
      }
      found = fields.get(name);
    }
    return Optional.of(found);
  }

  /** A claim that is a word; empty when it is none. */
  String word(String name) {
    return claims.get(name) instanceof Claim.Text(var text) ? text : "";
  }
}
