// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import java.util.Optional;

/**
 * The Secret behind the name of a resource (Istio: pilot/pkg/model/credentials/resource.go).
 *
 * @param granted whether the Gateway API's rules have decided that it may be used
 */
record SecretName(String namespace, String name, boolean granted) {

  static final String ROOT_SUFFIX = "-cacert";

  private static final String OWN = "kubernetes://";
  private static final String GATEWAY = "kubernetes-gateway://";

  /** The Secret; empty for names of other things. */
  static Optional<SecretName> of(String resource, String namespace) {
    if (resource.startsWith(GATEWAY)) {
      var parts = resource.substring(GATEWAY.length()).split("/", -1);
      return parts.length == 2
          ? Optional.of(new SecretName(parts[0], parts[1], true))
          : Optional.empty();
    }
    if (!resource.startsWith(OWN)) {
      return Optional.empty();
    }
    var rest = resource.substring(OWN.length());
    int slash = rest.indexOf('/');
    return Optional.of(
        slash < 0
            ? new SecretName(namespace, rest, false)
            : new SecretName(rest.substring(0, slash), rest.substring(slash + 1), false));
  }

  /**
   * Whether a proxy of that namespace may have it: a Secret of its own namespace, or one that a
   * listener of the Gateway API names, whose grants were checked when the Gateway was made of it.
   * Nobody else can write such a name.
   */
  boolean isFor(String proxyNamespace, ObjectKey author) {
    return granted ? author.group().equals(Kinds.GATEWAY_API) : namespace.equals(proxyNamespace);
  }

  boolean namesRoots() {
    return name.endsWith(ROOT_SUFFIX);
  }

  /** The Secret that holds certificate, key and authorities together. */
  SecretName whole() {
    return new SecretName(
        namespace, name.substring(0, name.length() - ROOT_SUFFIX.length()), granted);
  }

  ObjectKey key() {
    return new ObjectKey("", "Secret", namespace, name);
  }
}
