// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.lateen.base.hash.Version;
import io.lateen.xds.resource.ResourceView;
import io.lateen.xds.resource.TypeUrls;
import io.lateen.xds.resource.XdsResource;
import io.lateen.xds.stream.StreamResponse.Entry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * State-of-the-world responses. Those of {@link TypeUrls#FULL_STATE} types are complete, because
 * clients delete what is missing; the others carry only what changed, and absence means nothing.
 */
final class SotwAnswers implements Answers {

  @Override
  public Optional<Draft> next(
      TypeState type, ResourceView view, boolean deferRemovals, int budget) {
    var due = type.takeAnswerDue();
    var complete = TypeUrls.FULL_STATE.contains(type.typeUrl);
    var changes = type.changes(view, deferRemovals, complete ? Integer.MAX_VALUE : budget);
    if (changes.isEmpty() && !due) {
      return Optional.empty();
    }
    var entries = complete ? everything(type, view) : withEmptyAssignments(type, changes);
    if (entries.isEmpty() && !complete) {
      changes.removed().forEach(type.held::drop);
      return Optional.empty();
    }
    return Optional.of(
        new Draft(version(entries), entries, List.of(), changes.removed(), changes.entries()));
  }

  /** All that the client wants and the view has, and what it must not lose yet. */
  private static List<Entry> everything(TypeState type, ResourceView view) {
    var entries = new ArrayList<Entry>();
    var resources = view.resources(type.typeUrl);
    if (type.subscription.wildcard()) {
      resources.forEach((name, resource) -> entries.add(Entry.of(name, resource)));
    } else {
      for (var name : type.subscription.names()) {
        view.find(type.typeUrl, name).ifPresent(found -> entries.add(Entry.of(name, found)));
      }
    }
    for (var name : type.deferred()) {
      var kept = type.held.get(name);
      if (kept != null && !kept.value().isEmpty()) {
        entries.add(Entry.of(name, kept));
      }
    }
    return entries;
  }

  /**
   * The protocol has no way to say that a named resource does not exist, and a cluster without an
   * answer never finishes warming: unknown assignments are answered with empty ones. One that the
   * client has is left alone, because an empty one would cut off its traffic.
   */
  private static List<Entry> withEmptyAssignments(TypeState type, TypeState.Changes changes) {
    if (!type.typeUrl.equals(TypeUrls.ENDPOINT) || changes.removed().isEmpty()) {
      return changes.entries();
    }
    var entries = new ArrayList<>(changes.entries());
    for (var name : changes.removed()) {
      if (type.held.get(name) != null) {
        continue;
      }
      var value = emptyAssignment(name);
      var version = Version.of(value.toByteArray()).hex();
      entries.add(Entry.of(name, new XdsResource(name, version, value)));
    }
    return entries;
  }

  /** {@code ClusterLoadAssignment{cluster_name: name}}. */
  private static ByteString emptyAssignment(String name) {
    var bytes = new ByteArrayOutputStream();
    try {
      var out = CodedOutputStream.newInstance(bytes);
      out.writeString(1, name);
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  /** A hash of names and versions: equal content has an equal version on every replica. */
  private static String version(List<Entry> entries) {
    var sorted = new TreeMap<String, String>();
    entries.forEach(entry -> sorted.put(entry.name(), entry.resource().version()));
    var text = new StringBuilder();
    sorted.forEach((name, version) -> text.append(name).append('=').append(version).append('\n'));
    return Version.of(text.toString()).hex();
  }

  /** The version that a complete response would have now; to recognize a client that is in step. */
  static String completeVersion(TypeState type, ResourceView view) {
    return version(everything(type, view));
  }
}
