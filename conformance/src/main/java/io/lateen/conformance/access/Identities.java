// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that lives as long as the trial, and a certificate for each caller. */
final class Identities {

  private static final long VALID_SECONDS = 86_400;
  private static final X500Name ROOT = new X500Name("CN=trial root");
  private static final X500Name EMPTY = new X500Name("O=trial");
  private static final String SERVER = "spiffe://trial/ns/trial/sa/server";
  private static final char[] NO_PASSWORD = {};

  private final KeyPair rootKeys = pair();
  private final X509Certificate root;
  private final KeyPair serverKeys = pair();
  private final KeyPair callerKeys = pair();
  private final X509Certificate server;
  private final Map<String, SSLContext> contexts = new HashMap<>();

  private Identities(List<String> names) throws GeneralSecurityException, IOException {
    root = certificate(ROOT, rootKeys, "");
    server = certificate(EMPTY, serverKeys, SERVER);
    for (var name : names) {
      contexts.put(name, context(name));
    }
  }

  static Identities of(List<String> names) {
    try {
      return new Identities(names);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A context that shows the certificate of {@code name}. */
  SSLContext as(String name) {
    return java.util.Objects.requireNonNull(contexts.get(name), name);
  }

  String rootPem() {
    return pem("CERTIFICATE", encoded(root));
  }

  String serverPem() {
    return pem("CERTIFICATE", encoded(server));
  }

  String serverKeyPem() {
    return pem("PRIVATE KEY", serverKeys.getPrivate().getEncoded());
  }

  private SSLContext context(String name) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    store.setKeyEntry(
        "own",
        callerKeys.getPrivate(),
        NO_PASSWORD,
        new Certificate[] {certificate(EMPTY, callerKeys, name), root});
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store, NO_PASSWORD);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), new TrustManager[] {new AnyServer()}, null);
    context.getClientSessionContext().setSessionCacheSize(1);
    return context;
  }

  private X509Certificate certificate(X500Name subject, KeyPair keys, String uri)
      throws GeneralSecurityException, IOException {
    var now = Instant.now();
    var builder =
        new JcaX509v3CertificateBuilder(
            ROOT,
            BigInteger.valueOf(System.nanoTime()),
            Date.from(now.minusSeconds(VALID_SECONDS)),
            Date.from(now.plusSeconds(VALID_SECONDS)),
            subject,
            keys.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(uri.isEmpty()));
    if (!uri.isEmpty()) {
      builder.addExtension(
          Extension.subjectAlternativeName,
          true,
          new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    }
    try {
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(rootKeys.getPrivate());
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair pair() {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String pem(String type, byte[] content) {
    var text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, text.encodeToString(content), type);
  }
}
