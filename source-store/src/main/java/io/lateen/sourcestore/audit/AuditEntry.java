// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore.audit;

import java.time.Instant;
import tools.jackson.databind.json.JsonMapper;

/**
 * One deed, before it has a place in the chain.
 *
 * @param verb such as create, update, delete, bind, revoke
 * @param object such as {@code VirtualService shop/reviews}
 * @param revision of the store after it; 0 when the store has none for it
 * @param before hash of the content before it; empty when there was none
 * @param after hash of the content after it; empty when there is none
 * @param outcome such as created, configured, deleted, denied, failed
 */
public record AuditEntry(
    Instant at,
    Actor actor,
    String verb,
    String object,
    long revision,
    String before,
    String after,
    String outcome) {

  /** Longest text of one field; names of objects are shorter (docs/limits.md). */
  public static final int MAX_TEXT = 600;

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Texts come from outside: they are cut, and control characters become question marks. */
  public AuditEntry {
    actor = new Actor(plain(actor.subject()), plain(actor.role()), plain(actor.via()));
    verb = plain(verb);
    object = plain(object);
    outcome = plain(outcome);
  }

  /** A deed without contents. */
  public static AuditEntry of(Instant at, Actor actor, String verb, String object, String outcome) {
    return new AuditEntry(at, actor, verb, object, 0, "", "", outcome);
  }

  /** The record that is hashed: one line, always the same fields in the same order. */
  public String json(long sequence) {
    return JSON.createObjectNode()
        .put("sequence", sequence)
        .put("time", at.toString())
        .put("subject", actor.subject())
        .put("role", actor.role())
        .put("via", actor.via())
        .put("verb", verb)
        .put("object", object)
        .put("revision", revision)
        .put("before", before)
        .put("after", after)
        .put("outcome", outcome)
        .toString();
  }

  private static String plain(String text) {
    var safe = new StringBuilder();
    text.codePoints().limit(MAX_TEXT).forEach(c -> safe.appendCodePoint(isPrintable(c) ? c : '?'));
    return safe.toString();
  }

  /** Unpaired surrogates have no UTF-8, and line separators end lines in some readers. */
  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.FORMAT ->
          false;
      default -> true;
    };
  }
}
