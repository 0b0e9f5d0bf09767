// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.security;

import io.lateen.api.ObjectKey;
import io.lateen.api.Spec;

/**
 * Keys of an issuer that the control plane has got from where a policy says they are. Nobody can
 * write one.
 *
 * @param jwks the keys as JSON; empty while there are none
 * @param failure why there are none, or none newer; empty when all is well
 */
public record KeySet(String jwks, String failure) implements Spec {

  private static final String GROUP = "lateen.io";
  private static final String KIND = "KeySet";
  private static final String DISCOVERY = "/.well-known/openid-configuration";

  /**
   * Where keys are.
   *
   * @param uri of the keys, or of the document that names it
   * @param discovery whether it is such a document (OpenID Connect Discovery 1.0, section 4)
   */
  public record Source(String uri, boolean discovery) {

    /** The keys' identity in the mesh. */
    public ObjectKey key() {
      return new ObjectKey(GROUP, KIND, "", (discovery ? "issuer " : "") + uri);
    }
  }

  /** Where the keys of a rule are, when it does not have them itself. */
  public static Source sourceOf(JwtRule rule) {
    if (!rule.jwksUri().isEmpty()) {
      return new Source(rule.jwksUri(), false);
    }
    var issuer = rule.issuer();
    var base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    return new Source(base + DISCOVERY, true);
  }
}
