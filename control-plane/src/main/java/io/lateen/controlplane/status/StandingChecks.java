// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.status;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.ObjectCheck;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.base.time.Scheduler;
import io.lateen.controlplane.pipeline.ProblemBoard;
import io.lateen.mesh.MeshSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what becomes wrong though nobody writes it: certificates of Secrets that come to their
 * end, and a trust domain of the mesh that is not the one of this control plane. Looks after each
 * epoch and each minute; one thread at a time.
 */
public final class StandingChecks {

  /** Between two looks at the clock. */
  static final Duration INTERVAL = Duration.ofMinutes(1);

  private static final ObjectKey SETTINGS =
      new ObjectKey(Kinds.LATEEN, "MeshConfig", "", "default");

  private final Supplier<MeshSnapshot> mesh;
  private final ProblemBoard board;
  private final ObjectCheck certificates;
  private final String trustDomain;
  private final Runnable changed;
  private Map<ObjectKey, Problems> told = Map.of();
  private @Nullable MeshSnapshot seen;

  /**
   * Checks that tell {@code board}.
   *
   * @param mesh as it is
   * @param certificates judges Secrets
   * @param trustDomain of the control plane's own identities
   * @param changed is called when something else is told
   */
  public StandingChecks(
      Supplier<MeshSnapshot> mesh,
      ProblemBoard board,
      ObjectCheck certificates,
      String trustDomain,
      Runnable changed) {
    this.mesh = mesh;
    this.board = board;
    this.certificates = certificates;
    this.trustDomain = trustDomain;
    this.changed = changed;
  }

  /** Looks each minute from now on. */
  public void start(Scheduler scheduler) {
    scheduler.schedule(
        INTERVAL,
        () -> {
          look();
          start(scheduler);
        });
  }

  /** Looks when Secrets or settings are others than at the last look. */
  public synchronized void epochPublished() {
    var before = seen;
    var now = mesh.get();
    if (before == null
        || before.inventory().secrets() != now.inventory().secrets()
        || before.settings() != now.settings()) {
      look();
    }
  }

  /** Looks now. */
  synchronized void look() {
    var state = mesh.get();
    seen = state;
    var now = found(state);
    if (now.equals(told)) {
      return;
    }
    var news = new TreeMap<>(now);
    told.keySet().forEach(key -> news.putIfAbsent(key, Problems.NONE));
    told = now;
    board.put(ProblemBoard.Finding.STANDING, news);
    changed.run();
  }

  private Map<ObjectKey, Problems> found(MeshSnapshot state) {
    var all = new TreeMap<ObjectKey, Problems>();
    for (var secret : state.inventory().secrets().byKey().values()) {
      var problems = certificates.problems(secret);
      if (!problems.isEmpty()) {
        all.put(secret.key(), new Problems(new ArrayList<>(problems)));
      }
    }
    var author = state.settings().author();
    var meant = state.meshConfig().trustDomain();
    if (!meant.equals(trustDomain)) {
      var key = author.map(ConfigObject::key).orElse(SETTINGS);
      var place =
          author
              .map(object -> new Location(object.origin().source(), object.origin().line(), 0))
              .orElse(Location.UNKNOWN);
      all.put(key, new Problems(List.of(otherDomain(key, place, meant))));
    }
    return all;
  }

  private Problem otherDomain(ObjectKey key, Location place, String meant) {
    return Problem.warning(
            place,
            key.display(),
            "trustDomain",
            "the mesh expects identities of %s, and this control plane gives those of %s: proxies"
                    .formatted(meant, trustDomain)
                + " refuse each other's certificates, and rules that name principals match nobody")
        .withFix(
            "set trustDomain: %s in the settings of the mesh, with %s among trustDomainAliases while"
                    .formatted(trustDomain, meant)
                + " rules name it; or change trustDomain of the control plane's settings before"
                + " certificates are out");
  }
}
