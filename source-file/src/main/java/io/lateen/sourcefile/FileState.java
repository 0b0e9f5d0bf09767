// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import static java.util.Objects.requireNonNull;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all files together stand for: of several objects with one key the one in the first file by
 * path counts, the others are reported. Files that are missing but count for a moment longer lose
 * to all present ones without a report, so that a renamed file does not quarrel with its old name.
 * Work follows what changes, not what there is. Mutable; belongs to the executor of the source.
 */
final class FileState {

  /** A file's content; vanishing when the file is missing. */
  private record Holder(FileContent content, boolean vanishing) {}

  /** What a key stands for. */
  private record Verdict(Optional<ConfigObject<?>> object, Problems problems) {}

  /** The files of each key, sorted; nearly all keys of a file share one list of one. */
  private final Map<ObjectKey, List<Path>> holders = new HashMap<>();

  private final Map<Path, Holder> files = new HashMap<>();
  private final Map<ObjectKey, ConfigObject<?>> told = new HashMap<>();
  private final Map<ObjectKey, Problems> toldProblems = new HashMap<>();
  private final Set<ObjectKey> touched = new HashSet<>();
  private Map<ObjectKey, Problems> others = Map.of();

  /** A file has this content now; nothing happens when it had the same before. */
  void put(Path file, FileContent content, boolean vanishing) {
    var now = new Holder(content, vanishing);
    @Nullable Holder before = files.get(file);
    if (before != null && before.content() == content && before.vanishing() == vanishing) {
      return;
    }
    remove(file);
    files.put(file, now);
    var alone = List.of(file);
    for (var key : keys(file, content)) {
      holders.merge(key, alone, FileState::both);
      touched.add(key);
    }
  }

  /** A file is gone. */
  void remove(Path file) {
    @Nullable Holder before = files.remove(file);
    if (before == null) {
      return;
    }
    for (var key : keys(file, before.content())) {
      holders.computeIfPresent(
          key,
          (_, all) -> {
            var rest = all.stream().filter(one -> !one.equals(file)).toList();
            return rest.isEmpty() ? null : rest;
          });
      touched.add(key);
    }
  }

  private static List<Path> both(List<Path> some, List<Path> more) {
    return Stream.concat(some.stream(), more.stream()).distinct().sorted().toList();
  }

  private static Set<ObjectKey> keys(Path file, FileContent content) {
    var keys = new HashSet<>(content.good().keySet());
    keys.addAll(content.problems().keySet());
    if (!content.fileProblems().isEmpty()) {
      keys.add(FileUpdate.keyOf(file));
    }
    return keys;
  }

  /** What is wrong with folders, and with files that are not read. */
  void others(Map<ObjectKey, Problems> problems) {
    if (!problems.equals(others)) {
      touched.addAll(others.keySet());
      touched.addAll(problems.keySet());
      others = Map.copyOf(problems);
    }
  }

  /** What has to be told since the last call. */
  FileUpdate changes() {
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    var removals = new TreeSet<ObjectKey>();
    var problems = new TreeMap<ObjectKey, Problems>();
    for (var key : touched) {
      var verdict = verdict(key);
      @Nullable ConfigObject<?> object = verdict.object().orElse(null);
      if (object == null) {
        if (told.remove(key) != null) {
          removals.add(key);
        }
      } else if (!object.equals(told.put(key, object))) {
        upserts.put(key, object);
      }
      if (!verdict.problems().equals(toldProblems.getOrDefault(key, Problems.NONE))) {
        problems.put(key, verdict.problems());
        toldProblems.put(key, verdict.problems());
      }
    }
    toldProblems.values().removeIf(Problems::isEmpty);
    touched.clear();
    return new FileUpdate(new ConfigDelta(upserts, removals), problems);
  }

  private Verdict verdict(ObjectKey key) {
    var found = others.getOrDefault(key, Problems.NONE);
    @Nullable ConfigObject<?> winner = null;
    @Nullable ConfigObject<?> last = null;
    for (var file : holders.getOrDefault(key, List.of())) {
      var holder = requireNonNull(files.get(file));
      var content = holder.content();
      @Nullable ConfigObject<?> object = content.good().get(key);
      if (key.equals(FileUpdate.keyOf(file))) {
        found = found.and(new Problems(content.fileProblems()));
      }
      if (holder.vanishing()) {
        last = last == null ? object : last;
        continue;
      }
      found = found.and(content.problems().getOrDefault(key, Problems.NONE));
      if (winner == null) {
        winner = object;
      } else if (object != null) {
        found = found.and(duplicate(object, winner));
      }
    }
    return new Verdict(Optional.ofNullable(winner == null ? last : winner), found);
  }

  private static Problem duplicate(ConfigObject<?> loser, ConfigObject<?> winner) {
    return Problem.error(
            new Location(loser.origin().source(), loser.origin().line(), 0),
            loser.key().display(),
            "metadata.name",
            "is already defined at " + winner.origin() + ", which is used")
        .withFix("rename one of the two, or delete it");
  }
}
