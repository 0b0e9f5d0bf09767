// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.tls;

import io.lateen.identity.SpiffeId;
import io.lateen.identity.certificate.SvidVerifier;
import io.lateen.identity.certificate.SvidVerifier.Purpose;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.crypto.SignatureProvider;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts a peer when its chain proves a SPIFFE ID of the bundle's trust domain and that ID is one
 * that is expected here. Host names play no part.
 */
public final class SpiffeTrust extends X509ExtendedTrustManager {

  private final Supplier<TrustBundle> bundle;
  private final Predicate<SpiffeId> expected;
  private final InstantSource clock;
  private final SignatureProvider signatures;

  /**
   * Trust for the ends of connections of one kind.
   *
   * @param bundle asked at each handshake, so that a rotation takes effect at once
   * @param expected whether a proven ID may be at the other end
   */
  public SpiffeTrust(
      Supplier<TrustBundle> bundle, Predicate<SpiffeId> expected, InstantSource clock) {
    this(bundle, expected, clock, SignatureProvider.JDK);
  }

  /** As the other one, with signatures checked by {@code signatures} where it knows the keys. */
  public SpiffeTrust(
      Supplier<TrustBundle> bundle,
      Predicate<SpiffeId> expected,
      InstantSource clock,
      SignatureProvider signatures) {
    this.bundle = bundle;
    this.expected = expected;
    this.clock = clock;
    this.signatures = signatures;
  }

  private void check(X509Certificate @Nullable [] chain, Purpose purpose)
      throws CertificateException {
    if (chain == null || chain.length == 0) {
      throw new CertificateException("the peer shows no certificate");
    }
    var svid =
        SvidVerifier.verify(List.of(chain), bundle.get(), clock.instant(), purpose, signatures);
    if (!expected.test(svid.id())) {
      throw new CertificateException(svid.id() + " is not expected here");
    }
  }

  @Override
  public void checkClientTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, Purpose.CLIENT);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable SSLEngine engine)
      throws CertificateException {
    check(chain, Purpose.SERVER);
  }

  @Override
  public void checkClientTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain, Purpose.CLIENT);
  }

  @Override
  public void checkServerTrusted(
      X509Certificate @Nullable [] chain, @Nullable String type, @Nullable Socket socket)
      throws CertificateException {
    check(chain, Purpose.SERVER);
  }

  @Override
  public void checkClientTrusted(X509Certificate @Nullable [] chain, @Nullable String type)
      throws CertificateException {
    check(chain, Purpose.CLIENT);
  }

  @Override
  public void checkServerTrusted(X509Certificate @Nullable [] chain, @Nullable String type)
      throws CertificateException {
    check(chain, Purpose.SERVER);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return bundle.get().roots().toArray(X509Certificate[]::new);
  }
}
