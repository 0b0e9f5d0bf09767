// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.proxyless;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.agent.identity.Identities;
import io.lateen.identity.SpiffeId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateFolderTest {

  private static final int USER = 4711;

  @TempDir Path folder;

  @Test
  void aRenewalReplacesAllFilesAtOnceAndLeavesNothing() throws IOException {
    var authority = Identities.authority(folder.resolve("ca"), InstantSource.system());
    var id = SpiffeId.workload(Identities.DOMAIN, "shop", "client");
    var files = new GrpcFiles(folder.resolve("grpc"));
    var written = new CertificateFolder(files, USER);
    var first = Identities.svid(authority, id);
    var second = Identities.svid(authority, id);

    written.write(first, authority.bundle());
    assertThat(Files.readString(files.chain())).isEqualTo(first.svid().pem());
    var before = files.current().toRealPath();
    written.write(second, authority.bundle());

    assertThat(Files.readString(files.chain())).isEqualTo(second.svid().pem());
    assertThat(Files.readString(files.key())).isEqualTo(second.key().pem().reveal());
    assertThat(Files.readString(files.roots())).isEqualTo(authority.bundle().pem());
    assertThat(before).doesNotExist();
    for (var file : new Path[] {files.key(), files.chain(), files.roots()}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
      assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(USER);
    }
    try (var left = Files.list(files.folder())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("current", "certificate-2");
    }
  }
}
