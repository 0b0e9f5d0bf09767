// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity;

import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.CertificateRequest;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.secret.IdentityKey;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What tests of identities need: an authority, and certificates that it would never issue. */
public final class Fixtures {

  public static final TrustDomain DOMAIN = new TrustDomain("cluster.local");
  public static final SecureRandom RANDOM = new SecureRandom();

  private Fixtures() {}

  public static CertificateAuthority authority(Path folder, InstantSource clock) {
    return authority(folder, DOMAIN, clock);
  }

  public static CertificateAuthority authority(
      Path folder, TrustDomain domain, InstantSource clock) {
    return CertificateAuthority.open(folder, AuthoritySettings.of(domain), clock, RANDOM).orThrow();
  }

  public static KeyedSvid svid(CertificateAuthority authority, SpiffeId id) {
    var key = IdentityKey.generate(RANDOM);
    return new KeyedSvid(authority.issue(id, request(key)).orThrow(), key);
  }

  public static CertificateRequest request(IdentityKey key) {
    try {
      return CertificateRequest.parse(CertificateRequest.create(key));
    } catch (CertificateException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One extension of a forged certificate. */
  public record Extra(ASN1ObjectIdentifier type, boolean critical, ASN1Encodable value) {}

  /** A self-made root and whatever it is asked to sign. */
  public static final class Forger {

    private final IdentityKey key = IdentityKey.generate(RANDOM);
    private final X500Name name;
    private final Instant begin;

    /** Its root is valid for a day from {@code begin} on, what it signs for three. */
    public Forger(String name, Instant begin) {
      this.name = new X500Name("CN=" + name);
      this.begin = begin;
    }

    public PublicKey publicKey() {
      return key.publicKey();
    }

    /** A certificate for another forger, which calls itself what that calls itself. */
    public X509Certificate intermediate(Forger other, List<Extra> extras) {
      return sign(other.name, other.publicKey(), extras, Duration.ofDays(3));
    }

    public TrustBundle bundle(TrustDomain domain, List<Extra> extras) {
      return new TrustBundle(
          domain, List.of(sign(name, key.publicKey(), extras, Duration.ofDays(1))));
    }

    public X509Certificate leaf(PublicKey subject, List<Extra> extras) {
      return sign(new X500Name("CN=leaf"), subject, extras, Duration.ofDays(3));
    }

    private X509Certificate sign(
        X500Name subject, PublicKey subjectKey, List<Extra> extras, Duration life) {
      return Fixtures.sign(
          key.privateKey(),
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.ONE,
              Date.from(begin),
              Date.from(begin.plus(life)),
              subject,
              subjectKey),
          extras);
    }
  }

  private static X509Certificate sign(
      PrivateKey key, JcaX509v3CertificateBuilder builder, List<Extra> extras) {
    try {
      for (var extra : extras) {
        builder.addExtension(extra.type(), extra.critical(), extra.value());
      }
      var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A key pair of another kind. */
  public static KeyPair keyPair(String algorithm, int bits) {
    try {
      var generator = java.security.KeyPairGenerator.getInstance(algorithm);
      if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
