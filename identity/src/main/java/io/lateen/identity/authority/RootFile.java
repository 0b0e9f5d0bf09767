// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.secret.IdentityKey;
import io.lateen.identity.secret.PrivateFile;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The file with the root's key and certificate. Made once; when it is damaged or of another trust
 * domain it is reported and left alone, because a new root would cut every running workload off.
 */
final class RootFile {

  /**
   * A root certificate and its key.
   *
   * @param certificate self-signed
   * @param key its key
   */
  record Root(X509Certificate certificate, IdentityKey key) {

    private SecretText pem() {
      return SecretText.of(key.pem().reveal() + Certificates.toPem(List.of(certificate)));
    }
  }

  private final PrivateFile file;

  RootFile(PrivateFile file) {
    this.file = file;
  }

  /** The root on disk, or {@code first} written there when there is none yet. */
  Result<Root> open(TrustDomain domain, Supplier<Root> first) {
    try {
      if (!file.exists()) {
        file.create(first.get().pem());
      }
      return Result.ok(check(domain, read(file.read())));
    } catch (IOException | CertificateException | InvalidKeySpecException e) {
      var message = "the root of the certificate authority cannot be used: " + e.getMessage();
      return Result.err(
          Problem.error(Location.of(file.path().toString()), "", "", message)
              .withFix(
                  "restore the file from a backup; a new root is made only when it is absent"));
    }
  }

  private static Root read(SecretText pem) throws CertificateException, InvalidKeySpecException {
    var certificates = Certificates.fromPem(pem.reveal());
    if (certificates.size() != 1) {
      throw new CertificateException("it holds " + certificates.size() + " certificates, not one");
    }
    var certificate = certificates.getFirst();
    if (!(certificate.getPublicKey() instanceof ECPublicKey publicKey)) {
      throw new CertificateException("its key is not P-256");
    }
    return new Root(certificate, IdentityKey.restore(KeyedSvid.keyIn(pem), publicKey));
  }

  private static Root check(TrustDomain domain, Root root) throws CertificateException {
    if (root.certificate().getBasicConstraints() < 0) {
      throw new CertificateException("its certificate is no CA");
    }
    var names = root.certificate().getSubjectAlternativeNames();
    var uri = "spiffe://" + domain;
    if (names == null || names.stream().noneMatch(name -> uri.equals(name.get(1)))) {
      throw new CertificateException("it is not of the trust domain " + domain);
    }
    return root;
  }
}
