// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.memo;

import io.lateen.translate.view.ProxyView;
import io.lateen.translate.view.Source;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

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

  /** Adds the questions about the proxy itself, and their answers. */
  void aboutProxy(Map<Read<?>, Object> into) {
    if (sources.contains(Source.PROXY)) {
      for (int i = 0; i < reads.length; i++) {
        if (reads[i].sources().contains(Source.PROXY)) {
          into.put(reads[i], answers[i]);
        }
      }
    }
  }
}
