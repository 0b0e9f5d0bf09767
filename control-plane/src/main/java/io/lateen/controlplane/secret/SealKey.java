// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import io.lateen.api.credential.Seal;
import io.lateen.api.credential.SealedPlace;
import io.lateen.identity.secret.SecretText;
import java.nio.charset.StandardCharsets;
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
 * One key that values are sealed with: AES-256-GCM. The nonce is a keyed hash of place and value
 * (as in RFC 5297), so that a value that is written again gives the same text and no new revision;
 * the place is authenticated with the value, so that nobody can move a sealed text to a Secret of
 * his own. Safe on any thread.
 */
final class SealKey {

  private static final String VERSION = Seal.MARK + "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretText text;
  private final SecretKey encryption;
  private final SecretKey nonces;

  private SealKey(byte[] master) throws GeneralSecurityException {
    var root = new SecretKeySpec(master, "HmacSHA256");
    this.text = SecretText.of(Base64.getEncoder().encodeToString(master));
    this.encryption = new SecretKeySpec(hash(root, bytes("lateen seal encryption")), "AES");
    this.nonces = new SecretKeySpec(hash(root, bytes("lateen seal nonces")), "HmacSHA256");
  }

  static SealKey fresh(SecureRandom random) throws GeneralSecurityException {
    var master = new byte[KEY_BYTES];
    random.nextBytes(master);
    return new SealKey(master);
  }

  /**
   * A key from its text.
   *
   * @throws IllegalArgumentException when it is none
   */
  static SealKey of(String line) throws GeneralSecurityException {
    var master = Base64.getDecoder().decode(line.strip());
    if (master.length != KEY_BYTES) {
      throw new IllegalArgumentException("it is not a key of 32 bytes");
    }
    return new SealKey(master);
  }

  /** The key as it is kept. */
  SecretText text() {
    return text;
  }

  String close(SealedPlace place, byte[] value) {
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

  /** Where a sealed text belongs; empty for a text of another form. */
  static Optional<SealedPlace> place(String text) {
    int end = text.lastIndexOf(':');
    if (!text.startsWith(VERSION) || end < VERSION.length()) {
      return Optional.empty();
    }
    var parts = text.substring(VERSION.length(), end).split("/", -1);
    return parts.length == 3
        ? Optional.of(new SealedPlace(parts[0], parts[1], parts[2]))
        : Optional.empty();
  }

  /** The value in the clear; empty for a text that was not sealed with this key. */
  Optional<byte[]> open(String sealed) {
    var place = place(sealed);
    if (place.isEmpty()) {
      return Optional.empty();
    }
    try {
      var all = Base64.getUrlDecoder().decode(sealed.substring(sealed.lastIndexOf(':') + 1));
      if (all.length < NONCE_BYTES) {
        return Optional.empty();
      }
      var nonce = Arrays.copyOf(all, NONCE_BYTES);
      var cipher = cipher(Cipher.DECRYPT_MODE, place.get().text(), nonce);
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
    return "seal key";
  }
}
