// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What all files together stand for: of several objects with one key the one in the first file by
 * path counts, the others are reported.
 *
 * @param objects objects in force
 * @param problems by object, and by file through {@link FileUpdate#keyOf}
 */
record FileState(Map<ObjectKey, ConfigObject<?>> objects, Map<ObjectKey, Problems> problems) {

  static final FileState EMPTY = new FileState(Map.of(), Map.of());

  /**
   * The state of some files.
   *
   * @param present files in the order in which they win
   * @param vanishing files that are missing but count for a moment longer; they lose to all present
   *     ones without a report, so that a renamed file does not quarrel with its old name
   */
  static FileState of(
      List<FileContent> present,
      List<FileContent> vanishing,
      Map<ObjectKey, Problems> fileProblems) {
    var objects = new TreeMap<ObjectKey, ConfigObject<?>>();
    var problems = new TreeMap<>(fileProblems);
    for (FileContent content : present) {
      content.problems().forEach((key, found) -> problems.merge(key, found, Problems::and));
      for (ConfigObject<?> object : content.good().values()) {
        @Nullable ConfigObject<?> winner = objects.putIfAbsent(object.key(), object);
        if (winner != null) {
          problems.merge(object.key(), Problems.of(duplicate(object, winner)), Problems::and);
        }
      }
    }
    vanishing.forEach(content -> content.good().forEach(objects::putIfAbsent));
    return new FileState(objects, problems);
  }

  /** What has to be told to somebody who knows {@code before}. */
  FileUpdate since(FileState before) {
    var upserts = new TreeMap<ObjectKey, ConfigObject<?>>();
    objects.forEach(
        (key, object) -> {
          if (!object.equals(before.objects.get(key))) {
            upserts.put(key, object);
          }
        });
    var removals = new TreeSet<>(before.objects.keySet());
    removals.removeAll(objects.keySet());
    var changed = new TreeMap<ObjectKey, Problems>();
    before.problems.keySet().forEach(key -> changed.put(key, Problems.NONE));
    changed.putAll(problems);
    changed
        .entrySet()
        .removeIf(entry -> entry.getValue().equals(before.problems.get(entry.getKey())));
    return new FileUpdate(new ConfigDelta(upserts, removals), changed);
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
