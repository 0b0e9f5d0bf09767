// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.credential;

import io.lateen.base.decode.Mark;
import io.lateen.base.pem.Pem;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What must be true of a Secret's values when it is written: certificates can be read, the key fits
 * and can be used by proxies, no key hides among public values. Messages never repeat a value.
 */
final class CredentialRules {

  /** Most certificates of one chain (docs/limits.md); real ones have three. */
  static final int MAX_CHAIN = 16;

  /** Most authorities (docs/limits.md); the sets of browsers have about 150. */
  static final int MAX_ROOTS = 1024;

  /** Where what is wrong is told. */
  interface Report {

    /** Adds an error about one field. */
    void error(String field, String message, String fix);
  }

  /** A value with the place where it was written. */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Written(Mark mark, byte[] bytes) {

    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Written here before, and sealed then. */
    boolean isSealed() {
      return text().startsWith(Seal.MARK);
    }

    @Override
    public String toString() {
      return "[value]";
    }
  }

  private final Map<String, Written> values;
  private final Report report;

  CredentialRules(Map<String, Written> values, Report report) {
    this.values = values;
    this.report = report;
  }

  void check(String type) {
    values.forEach(this::checkPublic);
    var pair = SecretLayout.ofPair(values);
    pair.ifPresent(this::checkPair);
    SecretLayout.ofRoots(values).ifPresent(this::checkRoots);
    if (pair.isEmpty() && type.equals(SecretLayout.TLS_TYPE)) {
      report.error(
          "data",
          "a Secret of the type " + type + " needs tls.crt and tls.key",
          "write both, in Base64");
    }
  }

  private void checkPublic(String field, Written value) {
    if (SecretLayout.isPublic(field) && value.text().contains("PRIVATE KEY-----")) {
      report.error(
          field,
          "contains a private key, but is for certificates, which everybody may see",
          "leave only the certificates here");
    }
  }

  private void checkPair(SecretLayout.Names names) {
    var chain = certificates(names.certificate(), MAX_CHAIN);
    var key = Optional.ofNullable(values.get(names.key()));
    if (chain.isEmpty() || key.isEmpty()) {
      return;
    }
    var shown = chain.getFirst().getPublicKey();
    PrivateKeys.fault(shown)
        .ifPresent(
            fault ->
                report.error(
                    names.certificate(),
                    "the certificate cannot be used: " + fault,
                    "use RSA with 2048 bits or more, or ECDSA on P-256"));
    if (!key.get().isSealed()) {
      PrivateKeys.fault(key.get().text(), shown)
          .ifPresent(
              fault ->
                  report.error(
                      names.key(),
                      "the key " + fault,
                      "write the key of the first certificate in "
                          + names.certificate()
                          + ", not encrypted, as PEM in Base64"));
    }
  }

  private void checkRoots(SecretLayout.Names names) {
    certificates(names.roots(), MAX_ROOTS);
    var lists = values.get(names.crl());
    if (lists != null) {
      try {
        Pem.checkLists(lists.text());
      } catch (CertificateException e) {
        report.error(names.crl(), "cannot be read: " + e.getMessage(), "write it as PEM in Base64");
      }
    }
  }

  private List<X509Certificate> certificates(String field, int most) {
    var value = values.get(field);
    if (value == null) {
      return List.of();
    }
    try {
      return Pem.certificates(value.text(), most);
    } catch (CertificateException e) {
      report.error(
          field,
          "cannot be read as certificates: " + e.getMessage(),
          "write PEM blocks in Base64, the proxy's own certificate first");
      return List.of();
    }
  }
}
