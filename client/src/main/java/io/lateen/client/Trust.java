// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS that trusts the authority of a credential alone, and shows its certificate if it has one. */
final class Trust {

  private Trust() {}

  static SSLContext of(Credential credential) {
    var pem = credential.ca();
    try {
      var roots = KeyStore.getInstance("PKCS12");
      roots.load(null, null);
      var certificates =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)));
      var number = 0;
      for (var certificate : certificates) {
        roots.setCertificateEntry("root-" + number++, certificate);
      }
      var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(roots);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys(credential), trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificates of the credential are not usable", e);
    }
  }

  private static KeyManager @Nullable [] keys(Credential credential)
      throws GeneralSecurityException, IOException {
    if (credential.certificate().isEmpty()) {
      return null;
    }
    var chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(
                new ByteArrayInputStream(credential.certificate().getBytes(StandardCharsets.UTF_8)))
            .toArray(Certificate[]::new);
    var body = credential.key().replaceAll("-----(BEGIN|END) PRIVATE KEY-----|\\s", "");
    var bytes = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
    if (chain.length == 0) {
      throw new KeyStoreException("there is no certificate");
    }
    var key = KeyFactory.getInstance(chain[0].getPublicKey().getAlgorithm()).generatePrivate(bytes);
    var keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    keys.setKeyEntry("client", key, new char[0], chain);
    var manager = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    manager.init(keys, new char[0]);
    return manager.getKeyManagers();
  }
}
