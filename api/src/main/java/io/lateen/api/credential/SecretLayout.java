// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The names under which Secrets hold certificates and keys: those of the type kubernetes.io/tls and
 * Istio's own generic ones, which win (Istio: pilot/pkg/credentials/kube/secrets.go).
 */
public final class SecretLayout {

  /** Names of one layout. */
  record Names(String certificate, String key, String roots, String crl) {}

  static final Names GENERIC = new Names("cert", "key", "cacert", "crl");
  static final Names TLS = new Names("tls.crt", "tls.key", "ca.crt", "ca.crl");

  /** An answer about the certificate's revocation, in DER (RFC 6960). */
  static final String STAPLE = "tls.ocsp-staple";

  /** The type of Secrets whose layout Kubernetes checks. */
  static final String TLS_TYPE = "kubernetes.io/tls";

  private static final List<Names> BOTH = List.of(GENERIC, TLS);

  /** Values that everybody may see. Whatever else is in a Secret is sealed. */
  private static final Set<String> PUBLIC =
      Set.of("cert", "tls.crt", "cacert", "ca.crt", "crl", "ca.crl", STAPLE);

  /** Types whose Secrets have certificates for other purposes (Istio leaves them out too). */
  private static final Set<String> FOREIGN =
      Set.of("helm.sh/release.v1", "kubernetes.io/service-account-token");

  private SecretLayout() {}

  /** Whether a Secret with these fields is about certificates for proxies. */
  public static boolean isCredential(String type, Set<String> fields) {
    return type.equals(TLS_TYPE)
        || (!FOREIGN.contains(type)
            && BOTH.stream()
                .anyMatch(
                    names ->
                        fields.contains(names.certificate()) || fields.contains(names.roots())));
  }

  /** Whether fields name authorities. */
  static boolean hasAuthorities(Set<String> fields) {
    return BOTH.stream().anyMatch(names -> fields.contains(names.roots()));
  }

  static boolean isPublic(String field) {
    return PUBLIC.contains(field);
  }

  /** Whether everybody may see a value: one of the public ones, and really that. */
  static boolean maySee(String field, String value) {
    return field.equals(STAPLE)
        || (isPublic(field)
            && value.contains("-----BEGIN ")
            && !value.contains("PRIVATE KEY-----"));
  }

  /** The layout that has both a certificate and a key. */
  static Optional<Names> ofPair(Map<String, ?> values) {
    return BOTH.stream()
        .filter(names -> values.containsKey(names.certificate()) && values.containsKey(names.key()))
        .findFirst();
  }

  /** The layout that has authorities. */
  static Optional<Names> ofRoots(Map<String, ?> values) {
    return BOTH.stream().filter(names -> values.containsKey(names.roots())).findFirst();
  }
}
