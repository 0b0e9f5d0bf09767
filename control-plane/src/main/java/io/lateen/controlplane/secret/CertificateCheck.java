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
import java.util.ArrayList;
import java.util.List;

/** Refuses Secrets whose certificate is over when they are written, and warns in time before. */
public final class CertificateCheck implements ObjectCheck {

  /** When a certificate that ends is told. */
  static final Duration SOON = Duration.ofDays(30);

  /** When it is told with more weight. */
  static final Duration VERY_SOON = Duration.ofDays(7);

  private static final Subject OWN =
      new Subject("the certificate of %s", "write a new certificate with its key");
  private static final Subject AUTHORITIES =
      new Subject("the last of the authorities, %s,", "add the next authority");

  private final InstantSource clock;

  /** Compares with {@code clock}. */
  public CertificateCheck(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public List<Problem> problems(ConfigObject<?> object) {
    if (!(object.spec() instanceof Secret secret)) {
      return List.of();
    }
    var found = new ArrayList<Problem>();
    secret.pair().ifPresent(pair -> look(object, OWN, pair.shown(), found));
    secret.lasting().ifPresent(last -> look(object, AUTHORITIES, last, found));
    return found;
  }

  private void look(
      ConfigObject<?> object, Subject subject, Secret.Certificate certificate, List<Problem> into) {
    var now = clock.instant();
    var name = subject.name().formatted(certificate.subject());
    if (!now.isBefore(certificate.notAfter())) {
      into.add(
          Problem.error(
                  at(object),
                  object.key().display(),
                  "data",
                  "%s ended at %s".formatted(name, certificate.notAfter()))
              .withFix(subject.fix()));
    } else if (certificate.notAfter().isBefore(now.plus(SOON))) {
      boolean verySoon = certificate.notAfter().isBefore(now.plus(VERY_SOON));
      var within = verySoon ? ", within 7 days" : ", within 30 days";
      into.add(
          warning(
              object, subject, "%s ends at %s".formatted(name, certificate.notAfter()) + within));
    } else if (certificate.notBefore().isAfter(now)) {
      Instant from = certificate.notBefore();
      into.add(warning(object, subject, "%s is not valid before %s".formatted(name, from)));
    }
  }

  private static Problem warning(ConfigObject<?> object, Subject subject, String message) {
    return Problem.warning(at(object), object.key().display(), "data", message)
        .withFix(subject.fix() + " in time");
  }

  private static Location at(ConfigObject<?> object) {
    return new Location(object.origin().source(), object.origin().line(), 0);
  }

  /**
   * What ends.
   *
   * @param name with a place for the certificate's own
   */
  private record Subject(String name, String fix) {}
}
