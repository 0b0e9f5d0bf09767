// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.mesh.endpoint.EndpointsSnapshot;
import io.lateen.translate.memo.Topics;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Of which services the endpoints differ between two states, found once for all classes of proxies
 * that take the same step. For one thread at a time.
 */
final class EndpointTopics {

  private @Nullable Step last;

  private record Step(EndpointsSnapshot before, EndpointsSnapshot now, Set<String> hosts) {}

  /** The hosts; none when one of the two is no state of endpoints. */
  Set<String> changed(@Nullable Object before, @Nullable Object now) {
    if (!(before instanceof EndpointsSnapshot then) || !(now instanceof EndpointsSnapshot next)) {
      return Set.of();
    }
    var known = last;
    if (known == null || known.before != then || known.now != next) {
      known =
          new Step(
              then,
              next,
              Collections.unmodifiableSet(new LinkedHashSet<>(Topics.changed(then, next))));
      last = known;
    }
    return known.hosts;
  }
}
