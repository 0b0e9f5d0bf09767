// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import io.lateen.api.ConfigObject;
import io.lateen.api.document.ObjectCheck;
import io.lateen.api.kubernetes.Secret;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Refuses Secrets whose certificate is over when they are written, and warns in time before. */
public final class CertificateCheck implements ObjectCheck {

  /** When a certificate that ends is told. */
  static final Duration SOON = Duration.ofDays(30);

  /** When it is told with more weight. */
  static final Duration VERY_SOON = Duration.ofDays(7);

  private final InstantSource clock;

  /** Compares with {@code clock}. */
  public CertificateCheck(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Problem> problems(ConfigObject<?> object) {
    return object.spec() instanceof Secret secret
        ? secret.pair().map(pair -> problems(object, pair.shown())).orElse(List.of())
        : List.of();
  }

  private List<Problem> problems(ConfigObject<?> object, Secret.Certificate certificate) {
    var now = clock.instant();
    if (!now.isBefore(certificate.notAfter())) {
      return List.of(
          Problem.error(at(object), object.key().display(), "data", over(certificate, "ended"))
              .withFix("write a new certificate with its key"));
    }
    if (certificate.notAfter().isBefore(now.plus(SOON))) {
      boolean verySoon = certificate.notAfter().isBefore(now.plus(VERY_SOON));
      var within = verySoon ? ", within 7 days" : ", within 30 days";
      return List.of(warning(object, over(certificate, "ends") + within));
    }
    return certificate.notBefore().isAfter(now)
        ? List.of(warning(object, begins(certificate)))
        : List.of();
  }

  private static Problem warning(ConfigObject<?> object, String message) {
    return Problem.warning(at(object), object.key().display(), "data", message)
        .withFix("write a new certificate with its key in time");
  }

  private static String over(Secret.Certificate certificate, String verb) {
    return "the certificate of %s %s at %s"
        .formatted(certificate.subject(), verb, certificate.notAfter());
  }

  private static String begins(Secret.Certificate certificate) {
    Instant from = certificate.notBefore();
    return "the certificate of %s is not valid before %s".formatted(certificate.subject(), from);
  }

  private static Location at(ConfigObject<?> object) {
    return new Location(object.origin().source(), object.origin().line(), 0);
  }
}
