// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialTest {

  @TempDir Path folder;

  @Test
  void readsWhatItWrites() throws Exception {
    var credential = new Credential(URI.create("https://10.77.0.1:15014"), "PEM\n", "s3cret");
    var file = Files.writeString(folder.resolve("credential.json"), credential.json());
    assertThat(Credential.read(file)).isEqualTo(credential);
  }

  @Test
  void hidesTheToken() {
    var credential = new Credential(URI.create("https://10.77.0.1:15014"), "PEM\n", "s3cret");
    assertThat(credential.toString()).doesNotContain("s3cret");
  }

  @Test
  void neverSendsATokenWithoutTls() {
    assertThatThrownBy(() -> new Credential(URI.create("http://10.77.0.1:15014"), "", "t"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void namesTheFileThatIsMissingOrBroken() throws Exception {
    assertThatThrownBy(() -> Credential.read(folder.resolve("none.json")))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("none.json");
    var broken = Files.writeString(folder.resolve("broken.json"), "{\"server\": 1}");
    assertThatThrownBy(() -> Credential.read(broken))
        .isInstanceOf(CredentialException.class)
        .hasMessageContaining("broken.json");
  }
}
