// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.base.time.NanoClock;
import io.lateen.controlplane.access.Access;
import io.lateen.controlplane.access.Caller;
import io.lateen.identity.certificate.Svid;
import io.lateen.identity.secret.SecretText;
import io.lateen.sourcestore.AuditTrail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Optional;

/**
 * Finds out who calls: the holder of the local administrator's token, of a token that was issued,
 * or of a certificate of the mesh, which TLS has verified. A token that is not valid is never made
 * good by a certificate.
 */
public final class Authenticator {

  private static final String SCHEME = "bearer ";

  private final byte[] local;
  private final Access access;
  private final Denials denials;

  /**
   * Recognises the local administrator by its token, others by what {@code access} knows.
   *
   * @param audit takes records of who is refused
   */
  public Authenticator(
      SecretText local, Access access, AuditTrail audit, InstantSource clock, NanoClock ticks) {
    this.local = hash(local.reveal());
    this.access = access;
    this.denials = new Denials(audit, clock, ticks);
  }

  /** The way in of a caller; empty when nothing valid was shown. */
  Optional<Permit> permit(Optional<String> authorization, Optional<Certificate[]> chain) {
    var caller =
        authorization.isPresent()
            ? authorization.flatMap(this::byToken)
            : chain.flatMap(Authenticator::byCertificate);
    return caller.map(known -> new Permit(known, access, denials));
  }

  /** Notes that somebody was not let in. */
  void refused(String address, String via) {
    denials.unknown(address, via);
  }

  /** Attempts that were refused since the start. */
  public long denied() {
    return denials.count();
  }

  private Optional<Caller> byToken(String authorization) {
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    var token = authorization.substring(SCHEME.length()).strip();
    return MessageDigest.isEqual(local, hash(token))
        ? Optional.of(Caller.local())
        : access.holder(SecretText.of(token));
  }

  private static Optional<Caller> byCertificate(Certificate[] chain) {
    var certificates = new ArrayList<X509Certificate>();
    for (var certificate : chain) {
      if (certificate instanceof X509Certificate x509) {
        certificates.add(x509);
      }
    }
    try {
      var svid = Svid.of(certificates);
      return Optional.of(
          Caller.certified(svid.id().toString(), svid.leaf().getNotAfter().toInstant()));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "Authenticator(hidden)";
  }
}
