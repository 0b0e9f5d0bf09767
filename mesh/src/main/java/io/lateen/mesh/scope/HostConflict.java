// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.scope;

import io.lateen.api.networking.HttpRoute;
import io.lateen.mesh.object.Warning;
import io.lateen.mesh.routing.ResolvedVirtualService;

/** What is told of a VirtualService whose host another one already has. */
public final class HostConflict {

  private HostConflict() {}

  /** A warning that the rule of {@code loser} for everything is behind that of another one. */
  public static Warning unreached(
      ResolvedVirtualService loser, String host, ResolvedVirtualService winner) {
    int line =
        loser.spec().http().stream()
            .filter(HttpRoute::takesEverything)
            .findFirst()
            .map(HttpRoute::line)
            .orElse(0);
    return Warning.of(
        loser.key(),
        Warning.at(loser.object().origin(), line),
        "http",
        "the route without conditions has no effect on "
            + host
            + ": that of "
            + winner.key().display()
            + " comes first by name",
        "leave one of the two");
  }

  /** A warning that {@code loser} has no effect on {@code host}. */
  public static Warning lost(
      ResolvedVirtualService loser, String host, ResolvedVirtualService winner) {
    return Warning.of(
        loser.object(),
        "hosts",
        "host "
            + host
            + " already belongs to "
            + winner.object().author().display()
            + ", which wins; these routes have no effect on it",
        "move the routes into " + winner.object().author().display() + " or remove the host");
  }
}
