// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.secret;

import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import java.util.Optional;

/**
 * The Secret or ConfigMap behind the name of a resource (Istio:
 * pilot/pkg/model/credentials/resource.go).
 *
 * @param kind of the object
 * @param granted whether the Gateway API's rules have decided that it may be used
 */
record SecretName(String kind, String namespace, String name, boolean granted) {

  static final String ROOT_SUFFIX = "-cacert";

  private static final String OWN = "kubernetes://";
  private static final String GATEWAY = "kubernetes-gateway://";
  private static final String CONFIG_MAP = "configmap://";
  private static final String SECRET_KIND = "Secret";
  static final String CONFIG_MAP_KIND = "ConfigMap";

  /** The Secret; empty for names of other things. */
  static Optional<SecretName> of(String resource, String namespace) {
    if (resource.startsWith(GATEWAY)) {
      return spelledOut(SECRET_KIND, resource.substring(GATEWAY.length()), true);
    }
    if (resource.startsWith(CONFIG_MAP)) {
      return spelledOut(CONFIG_MAP_KIND, resource.substring(CONFIG_MAP.length()), false);
    }
    if (!resource.startsWith(OWN)) {
      return Optional.empty();
    }
    var rest = resource.substring(OWN.length());
    int slash = rest.indexOf('/');
    return Optional.of(
        slash < 0
            ? new SecretName(SECRET_KIND, namespace, rest, false)
            : new SecretName(
                SECRET_KIND, rest.substring(0, slash), rest.substring(slash + 1), false));
  }

  private static Optional<SecretName> spelledOut(String kind, String rest, boolean granted) {
    var parts = rest.split("/", -1);
    return parts.length == 2
        ? Optional.of(new SecretName(kind, parts[0], parts[1], granted))
        : Optional.empty();
  }

  /**
   * Whether a proxy of that namespace may have it: a Secret of its own namespace, or one that a
   * listener of the Gateway API names, whose grants were checked when the Gateway was made of it.
   * Nobody else can write such a name. Authorities in a ConfigMap are public, so whoever names one
   * of his own namespace may hand it to any proxy that his object reaches.
   */
  boolean isFor(String proxyNamespace, ObjectKey author) {
    boolean judged = author.group().equals(Kinds.GATEWAY_API);
    if (kind.equals(CONFIG_MAP_KIND)) {
      return judged || namespace.equals(author.namespace()) || namespace.equals(proxyNamespace);
    }
    return granted ? judged : namespace.equals(proxyNamespace);
  }

  boolean namesRoots() {
    return name.endsWith(ROOT_SUFFIX) || kind.equals(CONFIG_MAP_KIND);
  }

  /** The Secret that holds certificate, key and authorities together. */
  SecretName whole() {
    return name.endsWith(ROOT_SUFFIX)
        ? new SecretName(
            kind, namespace, name.substring(0, name.length() - ROOT_SUFFIX.length()), granted)
        : this;
  }

  ObjectKey key() {
    return new ObjectKey("", kind, namespace, name);
  }
}
