// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Problems;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/**
 * What is wrong now, per object and finding. Its size is bounded by the number of objects: a
 * finding replaces the earlier one of its kind. Safe from all threads.
 */
public final class ProblemBoard {

  /** Who found it; later findings of one kind replace earlier ones. */
  public enum Finding {
    /** The document of a source. */
    DOCUMENT,
    /** Objects with one key in two layers. */
    LAYERS,
    /** A failure while it was applied or translated. */
    TRANSLATION,
    /** A failure of the translation for the proxy that the object stands for. */
    PROXY,
    /** What became wrong without a change of the object: by time, or beside the control plane. */
    STANDING
  }

  private volatile Map<Finding, PMap<ObjectKey, Problems>> board = Map.of();

  /** Replaces what a finding says about some objects; no problems means that it is fine. */
  public void put(Finding finding, Map<ObjectKey, Problems> problems) {
    if (!problems.isEmpty()) {
      change(finding, before -> merged(before, problems));
    }
  }

  /** All problems, by object. */
  public Map<ObjectKey, Problems> all() {
    var all = new TreeMap<ObjectKey, Problems>();
    board.values().forEach(found -> found.forEach((key, p) -> all.merge(key, p, Problems::and)));
    return all;
  }

  /** All problems, by who found them and object. */
  public Map<Finding, Map<ObjectKey, Problems>> byFinding() {
    return Map.copyOf(board);
  }

  /** The problems of one object. */
  public Problems of(ObjectKey key) {
    List<Problems> found = new ArrayList<>();
    board.values().forEach(map -> found.add(map.getOrDefault(key, Problems.NONE)));
    return found.stream().reduce(Problems.NONE, Problems::and);
  }

  private synchronized void change(
      Finding finding, UnaryOperator<PMap<ObjectKey, Problems>> change) {
    Map<Finding, PMap<ObjectKey, Problems>> after = new EnumMap<>(Finding.class);
    after.putAll(board);
    after.put(finding, change.apply(board.getOrDefault(finding, HashTreePMap.empty())));
    board = after;
  }

  private static PMap<ObjectKey, Problems> merged(
      PMap<ObjectKey, Problems> before, Map<ObjectKey, Problems> problems) {
    var after = before;
    for (var entry : problems.entrySet()) {
      after =
          entry.getValue().isEmpty()
              ? after.minus(entry.getKey())
              : after.plus(entry.getKey(), entry.getValue());
    }
    return after;
  }
}
