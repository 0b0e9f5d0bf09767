// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import io.lateen.xds.resource.ResourceView;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Looks at every resource that a client wants; costs as much as there are. */
final class ResourceReports {

  private final int most;
  private final List<ResourceReport> reports = new ArrayList<>();
  private boolean tooMany;

  private ResourceReports(int most) {
    this.most = most;
  }

  /** In the order of types, then of names; empty when there are more than {@code most}. */
  static Optional<List<ResourceReport>> of(
      Collection<TypeState> types, @Nullable ResourceView view, int most) {
    var reports = new ResourceReports(most);
    types.forEach(type -> reports.add(type, view));
    return reports.tooMany ? Optional.empty() : Optional.of(List.copyOf(reports.reports));
  }

  private void add(TypeState type, @Nullable ResourceView view) {
    type.believeClaims();
    var names = wanted(type, view);
    tooMany |= reports.size() + names.size() > most;
    if (tooMany) {
      return;
    }
    var unanswered = new HashSet<String>();
    type.flight.entries().forEach(entry -> unanswered.addAll(entry.names()));
    unanswered.addAll(type.flight.removed());
    for (var name : names) {
      reports.add(report(type, view, name, unanswered));
    }
  }

  private static Set<String> wanted(TypeState type, @Nullable ResourceView view) {
    var names = new TreeSet<>(type.subscription.names());
    if (type.subscription.wildcard()) {
      type.held.forEach((name, resource) -> names.add(name));
      if (view != null) {
        names.addAll(view.resources(type.typeUrl).keySet());
      }
    }
    return names;
  }

  private static ResourceReport report(
      TypeState type, @Nullable ResourceView view, String name, Set<String> unanswered) {
    var held = type.held.get(name);
    var now = view == null ? "" : view.find(type.typeUrl, name).map(r -> r.version()).orElse("");
    var refused = type.rejections.version(name).filter(version -> type.stands(version, now));
    var version = type.held.version(name);
    return new ResourceReport(
        type.typeUrl,
        name,
        sync(unanswered.contains(name), refused.isPresent(), held != null, version.equals(now)),
        version,
        refused,
        held == null ? ByteString.EMPTY : held.value());
  }

  private static TypeReport.Sync sync(
      boolean unanswered, boolean refused, boolean held, boolean newest) {
    if (unanswered) {
      return TypeReport.Sync.STALE;
    }
    if (refused) {
      return TypeReport.Sync.NACKED;
    }
    if (!held) {
      return TypeReport.Sync.NOT_SENT;
    }
    return newest ? TypeReport.Sync.SYNCED : TypeReport.Sync.STALE;
  }
}
