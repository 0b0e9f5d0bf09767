// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.credential.SealedPlace;
import io.lateen.base.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretVaultTest {

  private static final SealedPlace PLACE = new SealedPlace("edge", "shop", "tls.key");
  private static final byte[] KEY = "a private key".getBytes(StandardCharsets.UTF_8);

  @TempDir Path folder;

  private SecretVault vault() {
    return SecretVault.open(folder, new SecureRandom()).orThrow();
  }

  @Test
  void opensWhatItSealedAfterARestartToo() {
    var sealed = vault().close(PLACE, KEY);

    assertThat(sealed).startsWith("sealed:v1:edge/shop/tls.key:").doesNotContain("private");
    assertThat(sealed).doesNotContain(Base64.getUrlEncoder().encodeToString(KEY));
    assertThat(vault().open(sealed)).hasValue(KEY);
  }

  @Test
  void givesEqualTextsForEqualValuesAtOnePlaceOnly() {
    var vault = vault();

    assertThat(vault.close(PLACE, KEY)).isEqualTo(vault.close(PLACE, KEY));
    assertThat(vault.close(PLACE, KEY))
        .isNotEqualTo(vault.close(new SealedPlace("edge", "other", "tls.key"), KEY));
  }

  @Test
  void refusesWhatWasMovedOrChanged() {
    var vault = vault();
    var sealed = vault.close(PLACE, KEY);
    var moved = sealed.replace("edge/shop", "mine/shop");
    var last = sealed.charAt(sealed.length() - 4);
    var changed =
        sealed.substring(0, sealed.length() - 4)
            + (last == 'A' ? 'B' : 'A')
            + sealed.substring(sealed.length() - 3);

    assertThat(vault.isIntact(PLACE, sealed)).isTrue();
    assertThat(vault.isIntact(new SealedPlace("mine", "shop", "tls.key"), sealed)).isFalse();
    assertThat(vault.isIntact(new SealedPlace("mine", "shop", "tls.key"), moved)).isFalse();
    assertThat(vault.open(changed)).isEmpty();
    assertThat(vault.open("sealed:forgotten")).isEmpty();
    assertThat(vault.open("sealed:v1::")).isEmpty();
  }

  @Test
  void keepsItsKeyToItself() throws IOException {
    vault();
    var file = folder.resolve("secrets.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(vault().toString()).isEqualTo("vault");
  }

  @Test
  void neverReplacesADamagedKey() throws IOException {
    vault();
    var file = folder.resolve("secrets.key");
    Files.writeString(file, "c2hvcnQ=");

    assertThat(SecretVault.open(folder, new SecureRandom()).isOk()).isFalse();
    assertThat(Files.readString(file)).isEqualTo("c2hvcnQ=");
    assertThat(SecretVault.open(folder, new SecureRandom()))
        .isInstanceOfSatisfying(
            Result.Err.class, err -> assertThat(err.toString()).doesNotContain("c2hvcnQ"));
  }
}
