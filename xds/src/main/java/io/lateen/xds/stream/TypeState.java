// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.XdsResource;
import io.lateen.xds.stream.Rejections.Standing;
import io.lateen.xds.stream.StreamCommand.Finding;
import io.lateen.xds.stream.StreamResponse.Entry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One resource type of a stream: what is wanted, what is held, and which names have to be looked at
 * before the next response. A name is only ever marked here; what is sent is decided when the
 * transport can take it, so a slow client gets the newest content and nothing in between.
 */
final class TypeState {

  /** What the next response would contain. */
  record Changes(List<Entry> entries, List<String> removed) {
    boolean isEmpty() {
      return entries.isEmpty() && removed.isEmpty();
    }
  }

  /** Stands for the version of a refused removal. */
  private static final String REMOVED = "removed";

  final String typeUrl;
  final boolean refersToClusters;
  final Subscription subscription = new Subscription();
  final HeldResources held = new HeldResources();
  final Rejections rejections = new Rejections();
  final Flight flight = new Flight();

  private final boolean differences;
  private final Marks marks = new Marks();
  private @Nullable Map<String, XdsResource> seen;
  private Map<String, String> claims = Map.of();
  private boolean answerDue;
  private boolean contacted;
  private TypeReport report;

  /**
   * A type that nothing was said about yet.
   *
   * @param differences whether the client takes differences to what it holds
   */
  TypeState(String typeUrl, boolean differences) {
    this.typeUrl = typeUrl;
    this.refersToClusters = PushGate.REFERRING.contains(typeUrl);
    this.differences = differences;
    this.report = TypeReport.of(typeUrl);
  }

  /** Marks what differs between the newest view and the one seen before. */
  void look(ResourceView view, ViewDiffs diffs) {
    var now = view.resources(typeUrl);
    var before = seen;
    seen = now;
    if (now == before) {
      return;
    }
    if (before == null) {
      subscription.share(this::shared);
      if (claims.isEmpty()) {
        markAll();
      } else {
        weighClaims();
      }
      return;
    }
    var changed = false;
    if (aliased()) {
      marks.markAll(subscription.names());
      changed = !subscription.names().isEmpty();
    }
    for (var name : diffs.changed(before, now)) {
      if (subscription.wants(name)) {
        marks.mark(name);
        changed = true;
      }
    }
    if (changed) {
      marks.markAll(rejections.releaseSuspects());
    }
  }

  /** The client says on its return what it has; to be weighed against the view. */
  void claimed(Map<String, String> versions) {
    claims = versions;
    contacted |= !versions.isEmpty();
  }

  /**
   * Compares what the client claims with the view, when there is one: one that has all that it
   * wants is in step at once, whatever there is; for any other one each name is looked at.
   */
  void weighClaims() {
    if (seen == null || claims.isEmpty()) {
      return;
    }
    if (!aliased() && claimsAreAll(seen)) {
      claims = Map.of();
      held.inStepWith(seen);
    } else {
      believeClaims();
      markAll();
    }
  }

  private boolean claimsAreAll(Map<String, XdsResource> now) {
    int equal = 0;
    for (var resource : now.values()) {
      equal += resource.version().equals(claims.get(resource.name())) ? 1 : 0;
    }
    return equal == claims.size()
        && (subscription.wildcard()
            ? equal == now.size()
            : claims.keySet().containsAll(subscription.names()));
  }

  /** Takes what the client claims for what it holds, name by name. */
  void believeClaims() {
    claims.forEach((name, version) -> held.claimed(name, version, current(name)));
    claims = Map.of();
  }

  /** Marks everything that is wanted or claimed. */
  void markAll() {
    if (!claims.isEmpty()) {
      return; // Weighing them does.
    }
    if (seen != null && subscription.wildcard()) {
      marks.markAll(seen.keySet());
    }
    held.forEach(
        (name, resource) -> {
          if (subscription.wants(name)) {
            marks.mark(name);
          }
        });
    marks.markAll(subscription.names());
  }

  /** Marks a name whose answer the client waits for. */
  void force(String name) {
    marks.force(name);
  }

  /** Forgets a name that the client no longer wants. */
  void abandon(String name) {
    marks.forget(name);
    rejections.forget(name);
    held.drop(name);
  }

  /** Even an empty response must be sent. */
  void answerDue() {
    answerDue = true;
  }

  boolean takeAnswerDue() {
    var due = answerDue;
    answerDue = false;
    return due;
  }

  /** The shared instance of a name, to keep one string for all streams. */
  String shared(String name) {
    var resource = seen == null ? null : seen.get(name);
    return resource == null ? name : resource.name();
  }

  @Nullable XdsResource current(String name) {
    return seen == null ? null : seen.get(name);
  }

  /**
   * Compares the marked names with the view and unmarks them.
   *
   * @param deferRemovals keep removals back that the client did not ask for
   * @param budget approximate bytes after which the rest stays marked
   */
  Changes changes(ResourceView view, boolean deferRemovals, long budget) {
    if (!deferRemovals) {
      marks.markDeferred();
    }
    var entries = new ArrayList<Entry>();
    var removed = new ArrayList<String>();
    long size = 0;
    while (!marks.isEmpty() && size < budget) {
      var name = marks.take();
      var mustAnswer = marks.takeForced(name);
      if (mustAnswer || subscription.wants(name)) {
        var target = view.find(typeUrl, name);
        size += compare(name, target, mustAnswer, deferRemovals, entries, removed);
      }
    }
    return new Changes(aliased() ? Entry.once(entries) : entries, removed);
  }

  private int compare(
      String name,
      Optional<XdsResource> target,
      boolean mustAnswer,
      boolean deferRemovals,
      List<Entry> entries,
      List<String> removed) {
    var has = held.get(name);
    if (target.isEmpty()) {
      return gone(name, has != null, mustAnswer, deferRemovals, entries, removed);
    }
    marks.undefer(name);
    var resource = target.get();
    var version = resource.version();
    if (!mustAnswer
        && (rejections.bars(name, version) || (has != null && has.version().equals(version)))) {
      return 0;
    }
    var entry =
        differences && !mustAnswer && has != null
            ? Entry.since(has, name, resource)
            : Entry.of(name, resource);
    entries.add(entry);
    return entry.size() + WireSizes.overhead(name);
  }

  private int gone(
      String name,
      boolean has,
      boolean mustAnswer,
      boolean deferRemovals,
      List<Entry> entries,
      List<String> removed) {
    if (!mustAnswer && !has) {
      return 0;
    }
    if (!mustAnswer && deferRemovals) {
      marks.defer(name);
      return 0;
    }
    if (aliased()) {
      entries.add(Entry.absent(name));
    } else {
      removed.add(name);
    }
    return WireSizes.overhead(name);
  }

  /**
   * Virtual hosts are found by alias, and their absence is told by a resource without content:
   * Envoy lets the request hang for seconds on {@code removed_resources}.
   */
  private boolean aliased() {
    return typeUrl.equals(TypeUrls.VIRTUAL_HOST);
  }

  /** Remembers what was sent; exactly one response per type is in flight. */
  void sent(StreamResponse response, List<String> forgotten) {
    flight.begin(response);
    contacted = true;
    for (var entry : response.entries()) {
      held.sent(entry.name(), entry.resource());
      for (var name : entry.others()) {
        held.sent(name, entry.resource());
      }
    }
    for (var name : forgotten) {
      held.drop(name);
      rejections.forget(name);
    }
  }

  void accepted(StreamResponse response) {
    if (!rejections.isEmpty()) {
      response.entries().forEach(entry -> entry.names().forEach(rejections::forget));
    }
    shareWhenInStep();
  }

  private void shareWhenInStep() {
    if (seen != null && idle() && rejections.isEmpty() && !aliased()) {
      held.inStepWith(seen);
    }
  }

  /**
   * The client refused a response.
   *
   * @param named names that its words give
   */
  void refused(StreamResponse response, List<String> named) {
    var blamed = Set.copyOf(named);
    var blame = response.entries().size() == 1 ? Standing.GUILTY : Standing.BLAMED;
    for (var entry : response.entries()) {
      for (var name : entry.names()) {
        if (subscription.wants(name)) {
          held.doubtful(name);
          rejections.rejected(
              name, entry.resource().version(), blamed.contains(name) ? blame : Standing.SUSPECT);
        }
      }
    }
    for (var name : response.removed()) {
      if (subscription.wants(name)) {
        held.doubtful(name);
        rejections.rejected(name, REMOVED, Standing.SUSPECT);
      }
    }
  }

  /** Bars what an earlier stream refused, if it still is what the client should have. */
  boolean recallRefusal(String name, String version) {
    var now = current(name);
    if (!subscription.wants(name) || now == null || !now.version().equals(version)) {
      return false;
    }
    rejections.rejected(name, version, Standing.GUILTY);
    if (!held.version(name).isEmpty()) {
      marks.unforce(name);
    }
    return true;
  }

  /** Takes verdicts about what was refused; returns the names that are sent once more. */
  List<String> judged(List<Finding> findings) {
    var released = rejections.judged(findings);
    marks.markAll(released);
    return released;
  }

  /** The client already holds exactly this view. */
  void inStep(ResourceView view) {
    marks.clear();
    contacted = true;
    held.inStepWith(view.resources(typeUrl));
  }

  /** Name to version of what is wanted and held. */
  Map<String, String> heldVersions() {
    believeClaims();
    var versions = new TreeMap<String, String>();
    held.forEach(
        (name, resource) -> {
          if (subscription.wants(name)) {
            versions.put(name, resource.version());
          }
        });
    return versions;
  }

  /** Whether a refused version is what the client still should have; {@code now} may be none. */
  boolean stands(String refused, String now) {
    return refused.equals(now.isEmpty() ? REMOVED : now);
  }

  /** Whether there is something to look at, apart from removals that wait. */
  boolean hasWork() {
    return answerDue || !marks.isEmpty();
  }

  int deferredRemovals() {
    return marks.deferred().size();
  }

  /** Resources whose removal waits; the client still has them. */
  Set<String> deferred() {
    return marks.deferred();
  }

  /** Nothing to send and nothing in flight. */
  boolean idle() {
    return !hasWork() && marks.deferred().isEmpty() && !flight.flying();
  }

  boolean wasContacted() {
    return contacted;
  }

  /** How the type stands; the same object while it stands as before. */
  TypeReport report() {
    report = report.next(this);
    return report;
  }
}
