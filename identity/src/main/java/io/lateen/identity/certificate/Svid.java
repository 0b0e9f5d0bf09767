// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.certificate;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.crypto.KeyKind;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A certificate that names its holder by exactly one SPIFFE ID, with the chain to its root (an
 * X.509-SVID without its key). Its form is checked here, its signatures by {@link SvidVerifier}.
 *
 * @param id the only URI name of the leaf
 * @param chain leaf first, without the root
 */
public record Svid(SpiffeId id, List<X509Certificate> chain) {

  /** Longest chain that is looked at: a leaf and three intermediates. */
  public static final int MAX_CHAIN = 4;

  /** Certificates begin this much before their issue, for peers whose clocks are behind. */
  public static final Duration BACKDATE = Duration.ofSeconds(60);

  /** Shortest time between two renewals, whatever the lifetime. */
  public static final Duration SHORTEST_RENEWAL = Duration.ofSeconds(10);

  private static final int DIGITAL_SIGNATURE = 0;
  private static final int KEY_CERT_SIGN = 5;
  private static final int CRL_SIGN = 6;

  /** Copies the chain. */
  public Svid {
    chain = List.copyOf(chain);
  }

  /**
   * The SVID in a chain.
   *
   * @throws CertificateException when the leaf is not what the X.509-SVID standard demands: one URI
   *     name that is a SPIFFE ID with a path, no CA, digitalSignature without keyCertSign and
   *     cRLSign
   */
  public static Svid of(List<X509Certificate> chain) throws CertificateException {
    if (chain.isEmpty() || chain.size() > MAX_CHAIN) {
      throw new CertificateException(
          "a chain has 1 to " + MAX_CHAIN + " certificates, not " + chain.size());
    }
    var leaf = chain.getFirst();
    var id = onlyUri(leaf);
    if (id.path().isEmpty()) {
      throw new CertificateException("a leaf names a workload, not the trust domain");
    }
    if (leaf.getBasicConstraints() >= 0) {
      throw new CertificateException("a leaf is no CA");
    }
    var usage = leaf.getKeyUsage();
    if (usage == null || !usage[DIGITAL_SIGNATURE] || usage[KEY_CERT_SIGN] || usage[CRL_SIGN]) {
      throw new CertificateException(
          "a leaf's key usage is digitalSignature, never signing others");
    }
    if (KeyKind.of(leaf.getPublicKey()).isEmpty()) {
      throw new CertificateException("a leaf's key is P-256, P-384, or RSA with 2048 to 4096 bits");
    }
    return new Svid(id, chain);
  }

  /** The SVID in a chain of DER certificates. */
  public static Svid fromDer(List<byte[]> ders) throws CertificateException {
    if (ders.size() > MAX_CHAIN) {
      throw new CertificateException("a chain has at most " + MAX_CHAIN + " certificates");
    }
    var chain = new ArrayList<X509Certificate>();
    for (var der : ders) {
      chain.add(Certificates.fromDer(der));
    }
    return of(chain);
  }

  private static SpiffeId onlyUri(X509Certificate leaf) throws CertificateException {
    var uris = Certificates.uris(leaf);
    if (uris.size() != 1) {
      throw new CertificateException("a leaf has exactly one URI name, not " + uris.size());
    }
    try {
      return SpiffeId.parse(uris.getFirst());
    } catch (IllegalArgumentException e) {
      throw new CertificateException("the leaf's URI name is no SPIFFE ID: " + e.getMessage(), e);
    }
  }

  /** The certificate of the holder. */
  public X509Certificate leaf() {
    return chain.getFirst();
  }

  /** The holder's public key. */
  public PublicKey publicKey() {
    return leaf().getPublicKey();
  }

  /** First instant of validity. */
  public Instant notBefore() {
    return leaf().getNotBefore().toInstant();
  }

  /** Last instant of validity. */
  public Instant notAfter() {
    return leaf().getNotAfter().toInstant();
  }

  /** From being issued to the last instant of validity. */
  public Duration lifetime() {
    return Duration.between(issued(), notAfter());
  }

  /** When a third of its life is over and its holder should renew it. */
  public Instant firstThirdEnds() {
    return issued().plus(lifetime().dividedBy(3));
  }

  /** The validity begins before the issue, which must not count as life that has been used up. */
  private Instant issued() {
    var issued = notBefore().plus(BACKDATE);
    return issued.isBefore(notAfter()) ? issued : notBefore();
  }

  /** Whether {@code now} is inside the validity. */
  public boolean validAt(Instant now) {
    return !now.isBefore(notBefore()) && !now.isAfter(notAfter());
  }

  /** Whether the end of the chain was signed by {@code root}; one signature is checked. */
  public boolean leadsTo(X509Certificate root) {
    try {
      chain.getLast().verify(root.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The chain as PEM, leaf first. */
  public String pem() {
    return Certificates.toPem(chain);
  }

  /** The chain as DER, leaf first. */
  public List<byte[]> ders() {
    return chain.stream().map(Certificates::toDer).toList();
  }

  /** The ID, the serial number and the end of validity: what logs may say. */
  @Override
  public String toString() {
    return id + " serial " + leaf().getSerialNumber().toString(16) + " until " + notAfter();
  }
}
