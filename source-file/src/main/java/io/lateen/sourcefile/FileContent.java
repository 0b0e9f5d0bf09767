// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcefile;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.Copies;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.base.problem.Severity;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one file stands for: the objects of its newest version, and the last good version of those
 * that are broken in it.
 *
 * @param good objects in force, in the order of the file
 * @param problems what is wrong with each object, by key
 * @param fileProblems what is wrong with the file and with documents whose identity is unknown
 * @param unidentified how many such documents the last version had that was taken over as a whole
 */
record FileContent(
    Map<ObjectKey, ConfigObject<?>> good,
    Map<ObjectKey, Problems> problems,
    List<Problem> fileProblems,
    int unidentified) {

  static final FileContent NONE = new FileContent(Map.of(), Map.of(), List.of(), 0);

  /** The content after the file has been read anew. */
  FileContent read(String source, String text, DocumentDecoder decoder) {
    var now = new LinkedHashMap<ObjectKey, ConfigObject<?>>();
    var found = new TreeMap<ObjectKey, Problems>();
    var told = new HashSet<Problem>();
    var replicas = new Replicas();
    var decoded =
        decoder.decode(
            source,
            text,
            object -> {
              object
                  .object()
                  .ifPresent(read -> now.putIfAbsent(object.key(), known(replicas.sharing(read))));
              if (object.object().isEmpty() || !object.problems().isEmpty()) {
                found.merge(object.key(), object.problems(), Problems::and);
              }
              told.addAll(object.problems().list());
            });
    List<Problem> about =
        decoded.problems().stream().filter(problem -> !told.contains(problem)).toList();
    int unknown = (int) about.stream().filter(Problem::isError).count();
    boolean whole = decoded.complete() && (good.isEmpty() || unknown <= unidentified);
    good.forEach(
        (key, object) -> {
          if (!now.containsKey(key) && (found.containsKey(key) || !whole)) {
            now.put(key, object);
            found.merge(key, Problems.of(kept(source, object)), Problems::and);
          }
        });
    found.values().removeIf(Problems::isEmpty);
    return new FileContent(
        Copies.sorted(now), Copies.sorted(found), about, whole ? unknown : unidentified);
  }

  /** The object with what it has in common with the version read before. */
  private ConfigObject<?> known(ConfigObject<?> read) {
    @Nullable ConfigObject<?> before = good.get(read.key());
    return before == null ? read : read.sharing(before);
  }

  /** The content when the file cannot be read: what it was, and why. */
  FileContent unread(Problem reason) {
    return new FileContent(good, problems, List.of(reason), unidentified);
  }

  private static Problem kept(String source, ConfigObject<?> object) {
    return new Problem(
        Severity.INFO,
        new Location(source, object.origin().line(), 0),
        object.key().display(),
        "",
        "the version read before stays in force until the file is correct",
        "");
  }
}
