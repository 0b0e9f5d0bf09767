// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import java.util.Set;
import org.pcollections.HashTreePMap;
import org.pcollections.HashTreePSet;
import org.pcollections.PMap;
import org.pcollections.PSet;

/** Which plans asked about what; immutable. */
record Readers(PMap<String, PSet<PlanName>> byTopic) {

  static final Readers NONE = new Readers(HashTreePMap.empty());

  /** The plans that asked about a topic. */
  Set<PlanName> of(String topic) {
    return byTopic.getOrDefault(topic, HashTreePSet.empty());
  }

  /** Adds the plans that asked about any of some topics, looking at what is less. */
  void addOf(Set<String> topics, Set<PlanName> plans) {
    if (topics.size() <= byTopic.size()) {
      topics.forEach(topic -> plans.addAll(of(topic)));
      return;
    }
    byTopic.forEach(
        (topic, asked) -> {
          if (topics.contains(topic)) {
            plans.addAll(asked);
          }
        });
  }

  /** This with a plan that asked about other topics than before. */
  Readers with(PlanName name, Set<String> before, Set<String> after) {
    var next = byTopic;
    for (var topic : before) {
      if (!after.contains(topic)) {
        var rest = next.getOrDefault(topic, HashTreePSet.empty()).minus(name);
        next = rest.isEmpty() ? next.minus(topic) : next.plus(topic, rest);
      }
    }
    for (var topic : after) {
      if (!before.contains(topic)) {
        next = next.plus(topic, next.getOrDefault(topic, HashTreePSet.empty()).plus(name));
      }
    }
    return next == byTopic ? this : new Readers(next);
  }
}
