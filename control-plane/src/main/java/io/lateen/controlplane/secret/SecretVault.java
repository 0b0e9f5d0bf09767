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
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Seals with the newest of its keys and opens with all of them. Older ones are there while the key
 * is changed, and, in memory alone, as long as the process lives: for what was sealed before the
 * change and not read again since.
 */
public final class SecretVault implements Seal {

  /** Most changes of the key while the process lives. */
  static final int MAX_KEYS = 8;

  private static final String FILE = "secrets.key";

  private final PrivateFile file;
  private final SecureRandom random;

  /** The newest first. */
  private volatile List<SealKey> keys;

  /** How many of them are in the file. */
  private volatile int kept;

  private SecretVault(PrivateFile file, SecureRandom random, List<SealKey> keys) {
    this.file = file;
    this.random = random;
    this.keys = List.copyOf(keys);
    this.kept = keys.size();
  }

  /** The vault whose keys are in the folder; one is made when there is none. */
  public static Result<SecretVault> open(Path folder, SecureRandom random) {
    var file = new PrivateFile(folder.resolve(FILE));
    try {
      if (!file.exists()) {
        file.create(text(List.of(SealKey.fresh(random))));
      }
      var keys = new ArrayList<SealKey>();
      for (var line : file.read().reveal().strip().split("\n", MAX_KEYS)) {
        keys.add(SealKey.of(line));
      }
      return Result.ok(new SecretVault(file, random, keys));
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

  private static SecretText text(List<SealKey> keys) {
    var lines = new StringBuilder();
    keys.forEach(key -> lines.append(key.text().reveal()).append('\n'));
    return SecretText.of(lines.toString());
  }

  @Override
  public String close(SealedPlace place, byte[] value) {
    return keys.getFirst().close(place, value);
  }

  /** A text of a key that is not on disk any more may not be kept: nobody could open it later. */
  @Override
  public boolean isIntact(SealedPlace place, String text) {
    return SealKey.place(text).filter(place::equals).isPresent()
        && keys.subList(0, kept).stream().anyMatch(key -> key.open(text).isPresent());
  }

  /** The value in the clear; empty for a text that was not sealed here. */
  Optional<byte[]> open(String text) {
    return keys.stream().flatMap(key -> key.open(text).stream()).findFirst();
  }

  /** The text sealed with the newest key; the same when it is already, or cannot be opened. */
  String renewed(String text) {
    var place = SealKey.place(text);
    return place.isEmpty() || keys.getFirst().open(text).isPresent()
        ? text
        : open(text).map(value -> close(place.get(), value)).orElse(text);
  }

  /** How many keys are in memory; at most {@link #MAX_KEYS}. Safe for all threads. */
  public int keys() {
    return keys.size();
  }

  /** Whether an older key is on disk, because something may still be sealed with it. */
  boolean isChanging() {
    return kept > 1;
  }

  /**
   * Seals with a new key from now on. Both are on disk before.
   *
   * @throws IOException when they cannot be; nothing has changed
   */
  synchronized void addKey() throws IOException {
    if (keys.size() == MAX_KEYS) {
      throw new IOException(
          "the key was changed %d times; start the control plane anew first"
              .formatted(MAX_KEYS - 1));
    }
    try {
      var next = new ArrayList<SealKey>(List.of(SealKey.fresh(random)));
      next.addAll(keys);
      file.write(text(next.subList(0, kept + 1)));
      keys = List.copyOf(next);
      kept = kept + 1;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }

  /**
   * Forgets the older keys on disk: nothing there is sealed with them any more.
   *
   * @throws IOException when the file cannot be written; they stay
   */
  synchronized void dropOlder() throws IOException {
    file.write(text(keys.subList(0, 1)));
    kept = 1;
  }

  @Override
  public String toString() {
    return "vault";
  }
}
