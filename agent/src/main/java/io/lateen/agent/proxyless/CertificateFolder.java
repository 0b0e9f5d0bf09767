// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import io.lateen.agent.process.OwnedFiles;
import io.lateen.identity.certificate.KeyedSvid;
import io.lateen.identity.certificate.TrustBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * The certificate of one workload as files that its gRPC library watches. Key, certificate and
 * roots change together: each set has a folder of its own, and a link is turned to it.
 */
public final class CertificateFolder {

  private static final String SET = "certificate-";

  private final GrpcFiles files;
  private final int owner;

  /**
   * @param owner user of the application
   */
  public CertificateFolder(GrpcFiles files, int owner) {
    this.files = files;
    this.owner = owner;
  }

  /**
   * Replaces what is there.
   *
   * @throws IOException when a file cannot be written; what was there stays
   */
  public synchronized void write(KeyedSvid svid, TrustBundle roots) throws IOException {
    OwnedFiles.folder(files.folder(), "rwxr-xr-x", 0);
    var before = sets();
    var fresh = files.folder().resolve(SET + next(before));
    OwnedFiles.folder(fresh, "rwxr-xr-x", 0);
    PrivateFiles.create(fresh.resolve(files.key().getFileName()), svid.key().pem().reveal(), owner);
    PrivateFiles.create(fresh.resolve(files.chain().getFileName()), svid.svid().pem(), owner);
    PrivateFiles.create(fresh.resolve(files.roots().getFileName()), roots.pem(), owner);
    var link = files.folder().resolve("current.new");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, fresh.getFileName());
    Files.move(link, files.current(), StandardCopyOption.ATOMIC_MOVE);
    for (var old : before) {
      OwnedFiles.deleteTree(old);
    }
  }

  private List<Path> sets() throws IOException {
    try (var all = Files.list(files.folder())) {
      return all.filter(path -> path.getFileName().toString().startsWith(SET)).toList();
    }
  }

  private static long next(List<Path> sets) {
    return sets.stream()
            .mapToLong(
                path -> Long.parseLong(path.getFileName().toString().substring(SET.length())))
            .max()
            .orElse(0)
        + 1;
  }
}
