// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** TLS that trusts the certificates of one PEM text and nothing of the machine. */
final class Trust {

  private Trust() {}

  static SSLContext onlyIn(String pem) {
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
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the ca of the credential is not a PEM certificate", e);
    }
  }
}
