// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.CertificateForm.Member;
import io.lateen.identity.authority.CertificateForm.Validity;
import io.lateen.identity.authority.LeafForm.Leaf;
import io.lateen.identity.certificate.Certificates;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.crypto.LocalKey;
import io.lateen.identity.crypto.SignatureProvider;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.util.io.pem.PemObject;

/** A root and an issuer under it, as an administrator makes them for {@code cacerts}. */
record PluggedFiles(
    X509Certificate root,
    LocalKey rootKey,
    X509Certificate certificate,
    LocalKey key,
    String oldKey) {

  static final Duration LIFETIME = Duration.ofDays(100);

  static PluggedFiles made(String name, String kind, Instant now) {
    var rootKey = LocalKey.generate(Fixtures.RANDOM, SignatureProvider.JDK);
    var root = CertificateForm.root(new TrustDomain("corp"), rootKey, life(now, 2));
    return issuer(root, rootKey, kind, now);
  }

  /** Another issuer under the same root. */
  PluggedFiles sibling(Instant now) {
    return issuer(root, rootKey, "EC 256", now);
  }

  /** Another issuer under the same root, for identities of one trust domain alone. */
  PluggedFiles boundTo(TrustDomain domain, Instant now) {
    return issuer(root, rootKey, "EC 256", new Member("east", Optional.of(domain)), now);
  }

  private static PluggedFiles issuer(
      X509Certificate root, LocalKey rootKey, String kind, Instant now) {
    return issuer(root, rootKey, kind, new Member("east", Optional.empty()), now);
  }

  private static PluggedFiles issuer(
      X509Certificate root, LocalKey rootKey, String kind, Member member, Instant now) {
    var words = kind.split(" ");
    var pair = Fixtures.keyPair(words[0], Integer.parseInt(words[1]));
    var certificate =
        CertificateForm.intermediate(member, pair.getPublic(), life(now, 1), root, rootKey);
    return new PluggedFiles(root, rootKey, certificate, local(pair), written(pair));
  }

  private static Validity life(Instant now, int times) {
    return new Validity(
        new BigInteger(100, Fixtures.RANDOM),
        Times.seconds(now),
        Times.seconds(now).plus(LIFETIME.multipliedBy(times)));
  }

  private static LocalKey local(KeyPair pair) {
    var body = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
    var pem = "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----\n";
    try {
      return LocalKey.fromPem(SecretText.of(pem), pair.getPublic(), SignatureProvider.JDK);
    } catch (InvalidKeySpecException e) {
      throw new IllegalStateException(e);
    }
  }

  /** In the form of OpenSSL before PKCS#8: {@code EC PRIVATE KEY}, {@code RSA PRIVATE KEY}. */
  private static String written(KeyPair pair) {
    var text = new StringWriter();
    try (var pem = new JcaPEMWriter(text)) {
      if (pair.getPrivate() instanceof ECPrivateKey key) {
        var info = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
        var old =
            new org.bouncycastle.asn1.sec.ECPrivateKey(
                key.getParams().getOrder().bitLength(),
                key.getS(),
                info.getPublicKeyData(),
                info.getAlgorithm().getParameters());
        pem.writeObject(new PemObject("EC PRIVATE KEY", old.getEncoded()));
      } else {
        pem.writeObject(pair.getPrivate());
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  Map<String, String> texts() {
    return Map.of(
        PluggedFolder.CERTIFICATE, Certificates.toPem(List.of(certificate)),
        PluggedFolder.KEY, key.pem().reveal(),
        PluggedFolder.CHAIN, Certificates.toPem(List.of(certificate, root)),
        PluggedFolder.ROOTS, Certificates.toPem(List.of(root)));
  }

  /** A certificate of the issuer that may sign nothing. */
  String leafPem() {
    var id = SpiffeId.workload(Fixtures.DOMAIN, "a", "b");
    try {
      var leaf =
          new LeafForm(certificate, key)
              .encode(
                  new Leaf(id, List.of(), key.publicKey()),
                  life(certificate.getNotBefore().toInstant(), 1));
      return Certificates.toPem(List.of(Certificates.fromDer(leaf)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  TrustBundle bundle() {
    return new TrustBundle(Fixtures.DOMAIN, List.of(root));
  }

  Instant notAfter() {
    return certificate.getNotAfter().toInstant();
  }
}
