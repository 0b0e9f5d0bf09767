// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.routing.ResolvedVirtualService;

/** What is told of a VirtualService whose host another one already has. */
public final class HostConflict {

  private HostConflict() {}

  /** A warning that {@code loser} has no effect on {@code host}. */
  public static Problem lost(
      ResolvedVirtualService loser, String host, ResolvedVirtualService winner) {
    var origin = loser.object().origin();
    return Problem.warning(
            new Location(origin.source(), origin.line(), 0),
            loser.key().display(),
            "hosts",
            "host " + host + " already belongs to " + winner.key().display()
                + ", which wins; these routes have no effect on it")
        .withFix("move the routes into " + winner.key().display() + " or remove the host");
  }
}
