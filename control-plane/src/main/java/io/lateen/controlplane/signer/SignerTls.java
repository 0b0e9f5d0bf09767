// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.signer;

import io.lateen.controlplane.config.SignerSettings;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Mutual TLS to a signer: its authorities and no others, and our certificate. */
final class SignerTls {

  private static final char[] NO_PASSWORD = {};

  private SignerTls() {}

  static SSLContext context(SignerSettings settings) throws IOException, GeneralSecurityException {
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    var chain =
        Certificates.fromPem(Files.readString(settings.certificate()))
            .toArray(X509Certificate[]::new);
    if (chain.length == 0) {
      throw new CertificateException(settings.certificate() + " holds no certificate");
    }
    keys.setKeyEntry("own", key(settings, chain[0]), NO_PASSWORD, (Certificate[]) chain);
    var trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    int number = 0;
    for (var root : Certificates.fromPem(Files.readString(settings.authorities()))) {
      trusted.setCertificateEntry("root-" + number++, root);
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, NO_PASSWORD);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static PrivateKey key(SignerSettings settings, X509Certificate certificate)
      throws IOException, GeneralSecurityException {
    var pem = SecretText.of(Files.readString(settings.key()));
    return KeyFactory.getInstance(certificate.getPublicKey().getAlgorithm())
        .generatePrivate(new PKCS8EncodedKeySpec(KeyedSvid.keyIn(pem)));
  }
}
