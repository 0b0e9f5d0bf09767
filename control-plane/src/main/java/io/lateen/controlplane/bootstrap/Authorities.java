// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.amazon.corretto.crypto.provider.SelfTestStatus;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.istioca.KubeTokenReviewer;
import io.lateen.controlplane.istioca.TokenReviewer;
import io.lateen.controlplane.signer.VaultSigner;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.authority.RemoteSigner;
import io.lateen.identity.crypto.SignatureProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Security;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the certificate authority as the settings say, with the fastest signatures there are. */
public final class Authorities {

  private static final Logger LOG = LoggerFactory.getLogger(Authorities.class);

  private Authorities() {}

  static Result<CertificateAuthority> open(
      ControlPlaneConfig config, TrustDomain domain, InstantSource clock, SecureRandom random) {
    try {
      return open(config, domain, signer(config), clock, random);
    } catch (IOException | GeneralSecurityException e) {
      return Result.err(
          Problem.error(
                  Location.UNKNOWN,
                  "control plane",
                  "ca.signer",
                  "cannot be used: " + e.getMessage())
              .withFix("name readable PEM files in authorities, certificate and key"));
    }
  }

  /** Who knows tokens of Kubernetes; empty when the settings name no API server. */
  static Result<Optional<TokenReviewer>> reviewer(ControlPlaneConfig config) {
    var settings = config.ca().tokenReview();
    try {
      return Result.ok(
          settings.isPresent()
              ? Optional.of(KubeTokenReviewer.open(settings.get()))
              : Optional.empty());
    } catch (IOException | GeneralSecurityException e) {
      return Result.err(
          Problem.error(
                  Location.UNKNOWN,
                  "control plane",
                  "ca.tokenReview",
                  "cannot be used: " + e.getMessage())
              .withFix("name a readable PEM file in authorities"));
    }
  }

  static Set<String> nodeAccounts(ControlPlaneConfig config) {
    return config
        .ca()
        .tokenReview()
        .map(settings -> Set.copyOf(settings.nodeAccounts()))
        .orElse(Set.of());
  }

  private static Optional<RemoteSigner> signer(ControlPlaneConfig config)
      throws IOException, GeneralSecurityException {
    var settings = config.ca().signer();
    return settings.isPresent() ? Optional.of(VaultSigner.open(settings.get())) : Optional.empty();
  }

  private static Result<CertificateAuthority> open(
      ControlPlaneConfig config,
      TrustDomain domain,
      Optional<RemoteSigner> signer,
      InstantSource clock,
      SecureRandom random) {
    var ca = config.ca();
    var settings =
        new AuthoritySettings(
            domain,
            ca.leafLifetime(),
            ca.rootLifetime(),
            ca.cluster(),
            ca.cacerts(),
            signer,
            signatures());
    return CertificateAuthority.open(config.dataDir(), settings, clock, random);
  }

  /** Native signatures where the library loads and passes its own tests, else the JDK's. */
  public static SignatureProvider signatures() {
    try {
      var provider = AmazonCorrettoCryptoProvider.INSTANCE;
      if (provider.getLoadingError() == null && provider.runSelfTests() == SelfTestStatus.PASSED) {
        Security.addProvider(provider); // After the JDK's own, which stay what others get.
        return SignatureProvider.of(provider);
      }
      LOG.info(
          "signatures are computed by the JDK: {}", String.valueOf(provider.getLoadingError()));
    } catch (LinkageError e) {
      LOG.info("signatures are computed by the JDK: {}", String.valueOf(e.getMessage()));
    }
    return SignatureProvider.JDK;
  }
}
