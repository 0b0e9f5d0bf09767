// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.secret;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.time.Scheduler;
import io.lateen.sourcestore.ConfigStore;
import io.lateen.sourcestore.audit.Actor;
import io.lateen.sourcestore.audit.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Changes the key that Secrets are sealed with. Both keys are on disk before anything is sealed
 * with the new one, all revisions of the store are sealed anew in one transaction, and the old key
 * is forgotten on disk when nothing that was under way can be sealed with it. A crash at any moment
 * is resumed by the next start. Safe on any thread; blocks.
 */
public final class SealChange {

  /** How long calls that were read before the change may take to be written; 30 s a body. */
  static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(SealChange.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY = "key of Secrets";

  private final SecretVault vault;
  private final ConfigStore store;
  private final Scheduler scheduler;
  private final InstantSource clock;

  /** A change of the vault's key, for the Secrets of the store. */
  public SealChange(
      SecretVault vault, ConfigStore store, Scheduler scheduler, InstantSource clock) {
    this.vault = vault;
    this.store = store;
    this.scheduler = scheduler;
    this.clock = clock;
  }

  /** Whether an older key is still needed. */
  public boolean isUnderWay() {
    return vault.isChanging();
  }

  /** Ends what an earlier process began; before anything is read from the store. */
  public void resume() {
    if (vault.isChanging()) {
      settle();
    }
  }

  /**
   * Begins: from now on all is sealed with a new key, and what the store has is sealed anew.
   *
   * @return how many revisions of Secrets were; a problem when nothing has changed, or when both
   *     keys stay until a later attempt
   */
  public synchronized Result<Integer> begin(Actor actor) {
    if (vault.isChanging()) {
      return problem("a change of the key is under way", "wait until the older key is forgotten");
    }
    try {
      vault.addKey();
    } catch (IOException e) {
      return problem("the new key cannot be kept: " + e.getMessage(), "mend that, then repeat");
    }
    var renewed = renewed(actor);
    scheduler.schedule(SETTLING, () -> Thread.startVirtualThread(this::settle));
    return renewed;
  }

  /** What was being written when the key changed has been written by now. */
  private void settle() {
    if (renewed(Actor.SYSTEM).isOk()) {
      finish();
    } else {
      scheduler.schedule(SETTLING, () -> Thread.startVirtualThread(this::settle));
    }
  }

  private void finish() {
    try {
      vault.dropOlder();
      LOG.info("the older key of Secrets is forgotten");
    } catch (IOException e) {
      LOG.error("the older key of Secrets stays until the next start: {}", e.getMessage());
    }
  }

  private Result<Integer> renewed(Actor actor) {
    var record = AuditEntry.of(clock.instant(), actor, "reseal", KEY, "done");
    try {
      int changed = store.rewrite("", "Secret", record, this::renewed).join();
      LOG.info("{} revisions of Secrets are sealed with the newest key", changed);
      return Result.ok(changed);
    } catch (CompletionException e) {
      var reason = e.getCause() == null ? e : e.getCause();
      LOG.error("Secrets are not sealed anew, both keys stay: {}", reason.getMessage());
      return problem(
          "the store cannot be written, both keys stay: " + reason.getMessage(),
          "it is tried again by itself");
    }
  }

  private static Result<Integer> problem(String message, String fix) {
    return Result.err(Problem.error(Location.UNKNOWN, "Seal", "", message).withFix(fix));
  }

  /** A stored Secret with its values sealed by the newest key. */
  private String renewed(String json) {
    if (!(JSON.readTree(json) instanceof ObjectNode document)
        || !(document.get("data") instanceof ObjectNode data)) {
      return json;
    }
    boolean changed = false;
    for (var name : data.propertyNames().stream().toList()) {
      var value = data.path(name).asString("");
      var text = decoded(value);
      var next = vault.renewed(text);
      if (!next.equals(text)) {
        data.put(name, Base64.getEncoder().encodeToString(next.getBytes(StandardCharsets.UTF_8)));
        changed = true;
      }
    }
    return changed ? document.toString() : json;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
