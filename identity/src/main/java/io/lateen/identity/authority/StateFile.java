// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.secret.PrivateFile;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.spec.InvalidKeySpecException;
import java.util.function.Supplier;

/**
 * The file with all keys and certificates of the authority (mode 0600). When it is damaged or of
 * another trust domain it is reported and left alone, because a new root would cut every running
 * workload off.
 */
final class StateFile {

  private final PrivateFile file;
  private final StateText text;

  StateFile(PrivateFile file, StateText text) {
    this.file = file;
    this.text = text;
  }

  /** The state on disk, or {@code first} written there when there is none yet. */
  Result<AuthorityState> open(TrustDomain domain, Supplier<Result<AuthorityState>> first) {
    try {
      if (!file.exists()) {
        switch (first.get()) {
          case Result.Err<AuthorityState> err -> {
            return err;
          }
          case Result.Ok<AuthorityState>(var state) -> file.create(text.write(state));
        }
      }
      return Result.ok(check(domain, text.read(file.read())));
    } catch (IOException | CertificateException | InvalidKeySpecException e) {
      var message = "the certificate authority's state cannot be used: " + e.getMessage();
      return Result.err(
          Problem.error(Location.of(file.path().toString()), "", "", message)
              .withFix(
                  "restore the file from a backup; a new root is made only when it is absent"));
    }
  }

  boolean exists() {
    return file.exists();
  }

  void write(AuthorityState state) throws IOException {
    file.write(text.write(state));
  }

  /** A root of our own names its domain; one that was plugged in need not. */
  private static AuthorityState check(TrustDomain domain, AuthorityState state)
      throws CertificateException {
    if (state.issuer().origin() == Issuer.Origin.BUILT_IN) {
      var names = state.issuer().root().getSubjectAlternativeNames();
      var uri = "spiffe://" + domain;
      if (names == null || names.stream().noneMatch(name -> uri.equals(name.get(1)))) {
        throw new CertificateException("it is not of the trust domain " + domain);
      }
    }
    return state;
  }
}
