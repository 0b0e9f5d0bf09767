// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.authority;

import io.lateen.base.Result;
import io.lateen.base.hash.Version;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A folder in the layout of Istio's Secret {@code cacerts} (security/pkg/pki/ca): {@code
 * ca-cert.pem} signs leaves with {@code ca-key.pem}, {@code cert-chain.pem} leads from it to {@code
 * root-cert.pem}. Read anew when a file differs. For one thread at a time.
 */
final class PluggedFolder {

  static final String CERTIFICATE = "ca-cert.pem";
  static final String KEY = "ca-key.pem";
  static final String CHAIN = "cert-chain.pem";
  static final String ROOTS = "root-cert.pem";

  /** Largest file that is read; a Secret of Kubernetes has at most 1 MiB. */
  static final long MAX_BYTES = 1 << 20;

  /**
   * The files as they were read together.
   *
   * @param key empty when there is none, because the key is elsewhere
   */
  record Texts(String certificate, SecretText key, String chain, String roots) {

    /** Changes with any of the files and says nothing about them. */
    String fingerprint() {
      return Version.of(certificate + "\n" + key.reveal() + "\n" + chain + "\n" + roots).hex();
    }
  }

  private final Path folder;
  private final PluggedCheck check;
  private final boolean remote;

  PluggedFolder(Path folder, PluggedCheck check, boolean remote) {
    this.folder = folder;
    this.check = check;
    this.remote = remote;
  }

  /** The files; a problem names the one that is missing or not readable. */
  Result<Texts> read() {
    try {
      return Result.ok(
          new Texts(
              text(CERTIFICATE), SecretText.of(remote ? "" : text(KEY)), text(CHAIN), text(ROOTS)));
    } catch (Unreadable e) {
      return Result.err(problem(e.file, e.reason));
    }
  }

  /** The issuer in the files, or what is wrong with them. */
  Result<Issuer> issuer(Texts texts, Instant now) {
    try {
      return Result.ok(check.issuer(texts, now));
    } catch (PluggedCheck.Flaw e) {
      return Result.err(problem(e.file(), e.reason()));
    }
  }

  private static final class Unreadable extends Exception {

    private static final long serialVersionUID = 1;

    private final String file;
    private final String reason;

    Unreadable(String file, String reason) {
      super(reason);
      this.file = file;
      this.reason = reason;
    }
  }

  private String text(String name) throws Unreadable {
    var file = folder.resolve(name);
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes((int) MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Unreadable(name, "is larger than " + MAX_BYTES + " bytes");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new Unreadable(name, "is missing");
    } catch (IOException e) {
      throw new Unreadable(name, "cannot be read: " + e.getMessage());
    }
  }

  private Problem problem(String file, String message) {
    return Problem.error(Location.of(folder.resolve(file).toString()), "", "", file + " " + message)
        .withFix(
            "the folder holds "
                + String.join(", ", CERTIFICATE, KEY, CHAIN, ROOTS)
                + " as Istio's Secret cacerts does; the authority goes on with what it had");
  }
}
