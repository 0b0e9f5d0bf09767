// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import io.lateen.xds.stream.StreamCommand.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the client refused of one type. A guilty content is never sent again, nor is one that the
 * client's words name, unless a trial convicts another one instead. A mere suspect (it travelled
 * with a guilty one and may not have been applied) is sent once more: when a trial has acquitted
 * it, or else along with the next change of the type.
 */
final class Rejections {

  /** How sure it is that the content was the reason. */
  enum Standing {
    /** It was alone in the response, or a trial found it guilty. */
    GUILTY,
    /** The error text names it, or it was refused twice. */
    BLAMED,
    /** It was in the response, and the text does not name it. */
    SUSPECT,
    /** It may be sent once more. */
    RELEASED
  }

  private record Rejection(String version, Standing standing) {}

  /** Replaced by one that can grow with the first refusal: most streams never have one. */
  private Map<String, Rejection> byName = Map.of();

  private long changes;

  boolean isEmpty() {
    return byName.isEmpty();
  }

  Set<String> names() {
    return byName.keySet();
  }

  void rejected(String name, String version, Standing standing) {
    var before = byName.get(name);
    var again = before != null && before.version().equals(version);
    changes++;
    if (byName.isEmpty()) {
      byName = new HashMap<>();
    }
    byName.put(
        name,
        new Rejection(version, again && standing == Standing.SUSPECT ? Standing.BLAMED : standing));
  }

  /** The version of a name that stands refused. */
  Optional<String> version(String name) {
    return Optional.ofNullable(byName.get(name)).map(Rejection::version);
  }

  void forget(String name) {
    if (!byName.isEmpty()) {
      changes += byName.remove(name) == null ? 0 : 1;
    }
  }

  /** Counts what may change {@link #standing}. */
  long changes() {
    return changes;
  }

  /** Contents that are known to be refused: name to version. */
  Map<String, String> standing() {
    var standing = new TreeMap<String, String>();
    byName.forEach(
        (name, rejection) -> {
          if (rejection.standing() == Standing.GUILTY || rejection.standing() == Standing.BLAMED) {
            standing.put(name, rejection.version());
          }
        });
    return standing;
  }

  /** Whether this content stands refused and must not be sent. */
  boolean bars(String name, String version) {
    var rejection = byName.get(name);
    return rejection != null
        && rejection.version().equals(version)
        && rejection.standing() != Standing.RELEASED;
  }

  /**
   * Takes the verdict about the resources of a refused response. Nobody is released by a trial that
   * finds no reason at all: then it lies in something that the trial does not have.
   *
   * @return names that are free to be sent once more because of it
   */
  List<String> judged(List<Finding> findings) {
    changes++;
    var convicts = findings.stream().anyMatch(Finding::guilty);
    var explained = convicts || findings.stream().anyMatch(this::isBlamed);
    var released = new ArrayList<String>();
    for (var finding : findings) {
      var rejection = byName.get(finding.name());
      if (rejection == null || !rejection.version().equals(finding.version())) {
        continue;
      }
      var standing =
          finding.guilty() ? Standing.GUILTY : acquitted(rejection.standing(), convicts, explained);
      byName.put(finding.name(), new Rejection(finding.version(), standing));
      if (standing == Standing.RELEASED && rejection.standing() != Standing.RELEASED) {
        released.add(finding.name());
      }
    }
    return released;
  }

  private boolean isBlamed(Finding finding) {
    var rejection = byName.get(finding.name());
    return rejection != null
        && rejection.version().equals(finding.version())
        && (rejection.standing() == Standing.GUILTY || rejection.standing() == Standing.BLAMED);
  }

  /**
   * A trial lacks what the client has around it, so alone it does not outweigh the client's word.
   */
  private static Standing acquitted(Standing before, boolean convicts, boolean explained) {
    return switch (before) {
      case GUILTY, RELEASED -> before;
      case BLAMED -> convicts ? Standing.RELEASED : before;
      case SUSPECT -> explained ? Standing.RELEASED : before;
    };
  }

  /** Releases the suspects that were not tried again yet and names them. */
  List<String> releaseSuspects() {
    if (byName.isEmpty()) {
      return List.of();
    }
    var released = new ArrayList<String>();
    byName.replaceAll(
        (name, rejection) -> {
          if (rejection.standing() != Standing.SUSPECT) {
            return rejection;
          }
          released.add(name);
          return new Rejection(rejection.version(), Standing.RELEASED);
        });
    return released;
  }
}
