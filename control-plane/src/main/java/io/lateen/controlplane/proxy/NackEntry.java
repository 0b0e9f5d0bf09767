// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.translate.Provenance;
import io.lateen.xds.server.ProxyStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One refusal in the journal.
 *
 * @param nonce of the refused response; names the entry together with the type
 * @param epoch that the response was made from
 * @param message Envoy's words without the configuration that it repeats
 * @param guilty the resources that were the reason, as far as that is known
 * @param suspects resources that may have been the reason, at most {@link #MAX_NAMES}
 * @param source who knows which ones are guilty
 * @param mended when nothing of the type stood refused any more
 */
public record NackEntry(
    Instant at,
    String typeUrl,
    String nonce,
    long epoch,
    int code,
    String message,
    List<Guilty> guilty,
    List<String> suspects,
    ProxyStatus.Source source,
    Optional<Instant> mended) {

  /** Most resources of each kind that an entry names (docs/limits.md). */
  static final int MAX_NAMES = 20;

  /** Longest text of an entry, in characters. */
  static final int MAX_TEXT = 1_024;

  /**
   * A resource that was the reason.
   *
   * @param reason Envoy's words about this one
   * @param objects the objects behind it that changed last, the deciding one first
   */
  public record Guilty(String resource, String reason, List<Provenance.Cause> objects) {

    /** Copies the list and cuts the text. */
    public Guilty {
      reason = cut(reason);
      objects = List.copyOf(objects);
    }
  }

  /** Copies the lists and cuts what is too long. */
  public NackEntry {
    message = cut(message);
    guilty = guilty.stream().limit(MAX_NAMES).toList();
    suspects = suspects.stream().limit(MAX_NAMES).toList();
  }

  NackEntry mendedAt(Instant time) {
    return mended.isPresent()
        ? this
        : new NackEntry(
            at, typeUrl, nonce, epoch, code, message, guilty, suspects, source, Optional.of(time));
  }

  private static String cut(String text) {
    return text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
  }
}
