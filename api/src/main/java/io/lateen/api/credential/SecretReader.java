// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

import io.lateen.api.kubernetes.Secret;
import io.lateen.base.pem.Pem;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Reads Secrets whose private values are sealed. */
public final class SecretReader {

  private SecretReader() {}

  /**
   * The Secret.
   *
   * @param data values in Base64, as {@link SecretDocument} leaves them
   */
  public static Secret read(String type, Map<String, String> data) {
    var values = new TreeMap<String, String>();
    data.forEach((name, value) -> values.put(name, decoded(value)));
    var pair =
        SecretLayout.ofPair(values)
            .flatMap(names -> pair(values, names, data.getOrDefault(SecretLayout.STAPLE, "")));
    var roots = SecretLayout.ofRoots(values);
    var trusted = roots.map(names -> values.getOrDefault(names.roots(), "")).orElse("");
    return new Secret(
        type,
        pair,
        trusted,
        roots.map(names -> values.getOrDefault(names.crl(), "")).orElse(""),
        lasting(trusted));
  }

  /**
   * The authorities of a ConfigMap.
   *
   * @param data values as they are written
   * @param fault hears the field and what is wrong with it
   */
  public static Secret authorities(Map<String, String> data, BiConsumer<String, String> fault) {
    var names = SecretLayout.ofRoots(data).orElseThrow();
    var roots = data.getOrDefault(names.roots(), "");
    var crl = data.getOrDefault(names.crl(), "");
    try {
      if (roots.contains("PRIVATE KEY-----")) {
        fault.accept(names.roots(), "holds a private key, which every reader of ConfigMaps sees");
      } else if (Pem.certificates(roots, CredentialRules.MAX_ROOTS).isEmpty()) {
        fault.accept(names.roots(), "holds no certificate in PEM");
      }
    } catch (CertificateException e) {
      fault.accept(names.roots(), "cannot be read: " + e.getMessage());
    }
    try {
      if (!crl.isEmpty()) {
        Pem.checkLists(crl);
      }
    } catch (CertificateException e) {
      fault.accept(names.crl(), "cannot be read: " + e.getMessage());
    }
    return new Secret("ConfigMap", Optional.empty(), roots, crl, lasting(roots));
  }

  /** The authority that ends last; empty when none is readable. */
  private static Optional<Secret.Certificate> lasting(String roots) {
    try {
      return Pem.certificates(roots, CredentialRules.MAX_ROOTS).stream()
          .map(one -> certificate(one, one.getNotAfter().toInstant()))
          .max(Comparator.comparing(Secret.Certificate::notAfter));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static Secret.Certificate certificate(X509Certificate one, Instant end) {
    return new Secret.Certificate(
        one.getSubjectX500Principal().getName(), one.getNotBefore().toInstant(), end);
  }

  private static Optional<Secret.Pair> pair(
      Map<String, String> values, SecretLayout.Names names, String staple) {
    var chain = values.getOrDefault(names.certificate(), "");
    var key = new SealedText(values.getOrDefault(names.key(), ""));
    return shown(chain).map(shown -> new Secret.Pair(chain, key, staple, shown));
  }

  /** What the first certificate says; empty when that was reported as unreadable. */
  private static Optional<Secret.Certificate> shown(String chain) {
    try {
      var all = Pem.certificates(chain, CredentialRules.MAX_CHAIN);
      var end = all.stream().map(one -> one.getNotAfter().toInstant()).min(Instant::compareTo);
      return Optional.of(certificate(all.getFirst(), end.orElseThrow()));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
