// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import com.google.protobuf.Message;
import io.lateen.api.envoyfilter.ApplyTo;
import io.lateen.api.envoyfilter.ConfigPatch.Context;
import io.lateen.api.envoyfilter.ConfigPatch.Operation;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.Provenance;
import java.util.Optional;

/**
 * One change of an EnvoyFilter with its value read.
 *
 * @param cause the object and the line of the change
 * @param path of the change in the object, as in {@code configPatches[0]}
 * @param root whether the object stands in the mesh's root namespace
 * @param value the new thing or part of it, of the type that {@code applyTo} says; absent for
 *     {@link Operation#REMOVE}
 */
record Patch(
    Provenance.Cause cause,
    String path,
    boolean root,
    ApplyTo applyTo,
    Context context,
    Optional<ObjectMatch> match,
    Operation operation,
    Optional<Message> value) {

  /** The value as the type that {@link #applyTo} has; only for operations that have one. */
  <T extends Message> T value(Class<T> type) {
    return type.cast(value.orElseThrow());
  }

  boolean merges() {
    return operation == Operation.MERGE || operation == Operation.MERGE_AND_REPLACE_LIST;
  }

  /** Whether it is meant for this side of a proxy. */
  boolean isFor(Context side) {
    return context == side || context == Context.ANY;
  }

  Problem problem(String reason) {
    return Problem.error(location(), cause.object().display(), path, reason);
  }

  Location location() {
    return new Location(cause.source(), cause.line(), 0);
  }
}
