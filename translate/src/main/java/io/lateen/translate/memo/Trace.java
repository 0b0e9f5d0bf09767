// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.Source;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a plan asked and heard. */
final class Trace {

  private final Read<?>[] reads;
  private final Object[] answers;
  private final Set<Source> sources;

  Trace(Map<Read<?>, Object> heard) {
    this.reads = heard.keySet().toArray(Read<?>[]::new);
    this.answers = heard.values().toArray();
    var all = EnumSet.noneOf(Source.class);
    for (var read : reads) {
      all.addAll(read.sources());
    }
    this.sources = all;
  }

  /**
   * Whether a plan on {@code view} would hear the same.
   *
   * @param changed the sources that are other objects than when the trace last held
   */
  boolean holds(ProxyView view, Set<Source> changed) {
    if (Collections.disjoint(sources, changed)) {
      return true;
    }
    for (int i = 0; i < reads.length; i++) {
      if (!Collections.disjoint(reads[i].sources(), changed)
          && !reads[i].answer(view).equals(answers[i])) {
        return false;
      }
    }
    return true;
  }

  /** What was asked about single hosts and VirtualServices, by its topics. */
  Set<String> topics() {
    var topics = new TreeSet<String>();
    for (var read : reads) {
      if (!read.topic().isEmpty()) {
        topics.add(read.topic());
      }
    }
    return topics;
  }

  /** Adds the questions that many plans ask, and their answers. */
  void general(Map<Read<?>, Object> into) {
    for (int i = 0; i < reads.length; i++) {
      if (reads[i].topic().isEmpty() && !reads[i].sources().contains(Source.PEERS)) {
        into.put(reads[i], answers[i]);
      }
    }
  }
}
