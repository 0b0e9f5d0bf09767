// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.certificate;

import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.secret.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a certificate and its key survive a restart of the agent, mode 0600. A disk that is full or
 * read-only costs the persistence, not the identity.
 */
public final class CertificateFile {

  private static final Logger log = LoggerFactory.getLogger(CertificateFile.class);

  private final PrivateFile file;

  /** The file at {@code path}, which need not exist. */
  public CertificateFile(Path path) {
    this.file = new PrivateFile(path);
  }

  /** What is stored; empty when there is nothing or nothing usable. */
  public Optional<KeyedSvid> load() {
    if (!file.exists()) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeyedSvid.fromPem(file.read()));
    } catch (IOException | CertificateException e) {
      log.warn("{} is not usable, a new certificate is requested: {}", file, e.getMessage());
      return Optional.empty();
    }
  }

  /** Stores; a failure is logged. */
  public void store(KeyedSvid svid) {
    try {
      file.write(svid.pem());
    } catch (IOException e) {
      log.warn("the certificate of {} stays in memory only: {}", svid.svid().id(), e.toString());
    }
  }

  /** Forgets; a failure is logged. */
  public void delete() {
    try {
      file.delete();
    } catch (IOException e) {
      log.warn("cannot remove {}: {}", file, e.toString());
    }
  }
}
