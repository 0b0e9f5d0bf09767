// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import io.lateen.api.credential.Seal;
import io.lateen.api.credential.SealedPlace;
import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.identity.secret.PrivateFile;
import io.lateen.identity.secret.SecretText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals with AES-256-GCM. The nonce is a keyed hash of place and value (as in RFC 5297), so that a
 * value that is written again gives the same text and no new revision; the place is authenticated
 * with the value, so that nobody can move a sealed text to a Secret of his own.
 */
public final class SecretVault implements Seal {

  private static final String FILE = "secrets.key";
  private static final String VERSION = MARK + "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKey encryption;
  private final SecretKey nonces;

  private SecretVault(byte[] master) throws GeneralSecurityException {
    var root = new SecretKeySpec(master, "HmacSHA256");
    this.encryption = new SecretKeySpec(hash(root, bytes("lateen seal encryption")), "AES");
    this.nonces = new SecretKeySpec(hash(root, bytes("lateen seal nonces")), "HmacSHA256");
  }

  /** The vault whose key is in the folder; the key is made when there is none. */
  public static Result<SecretVault> open(Path folder, SecureRandom random) {
    var file = new PrivateFile(folder.resolve(FILE));
    try {
      if (!file.exists()) {
        var fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        file.create(SecretText.of(Base64.getEncoder().encodeToString(fresh) + "\n"));
      }
      var master = Base64.getDecoder().decode(file.read().reveal().strip());
      if (master.length != KEY_BYTES) {
        throw new IllegalArgumentException("it is not a key of 32 bytes");
      }
      return Result.ok(new SecretVault(master));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException e) {
      var reason = e instanceof IOException ? e.getMessage() : "it is damaged";
      return Result.err(
          Problem.error(
                  Location.of(file.path().toString()),
                  "",
                  "",
                  "the key that Secrets are sealed with cannot be used: " + reason)
              .withFix("restore the file from a backup, with the store of the same day"));
    }
  }

  @Override
  public String close(SealedPlace place, byte[] value) {
    try {
      var nonce = Arrays.copyOf(hash(nonces, bytes(place.text() + "\0"), value), NONCE_BYTES);
      var sealed = cipher(Cipher.ENCRYPT_MODE, place.text(), nonce).doFinal(value);
      var all = Arrays.copyOf(nonce, NONCE_BYTES + sealed.length);
      System.arraycopy(sealed, 0, all, NONCE_BYTES, sealed.length);
      return VERSION + place.text() + ":" + Base64.getUrlEncoder().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has AES-GCM", e);
    }
  }

  @Override
  public boolean isIntact(SealedPlace place, String text) {
    return text.startsWith(VERSION + place.text() + ":") && open(text).isPresent();
  }

  /** The value in the clear; empty for a text that was not sealed with this key. */
  Optional<byte[]> open(String text) {
    int end = text.lastIndexOf(':');
    if (!text.startsWith(VERSION) || end < VERSION.length()) {
      return Optional.empty();
    }
    var place = text.substring(VERSION.length(), end);
    try {
      var all = Base64.getUrlDecoder().decode(text.substring(end + 1));
      if (all.length < NONCE_BYTES) {
        return Optional.empty();
      }
      var cipher = cipher(Cipher.DECRYPT_MODE, place, Arrays.copyOf(all, NONCE_BYTES));
      return Optional.of(cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, String place, byte[] nonce) throws GeneralSecurityException {
    var cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, encryption, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(bytes(place));
    return cipher;
  }

  private static byte[] hash(SecretKey key, byte[]... parts) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    for (var part : parts) {
      mac.update(part);
    }
    return mac.doFinal();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return "vault";
  }
}
