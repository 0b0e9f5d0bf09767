// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.grpc;

import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.translate.Provenance;

/**
 * Something that an author wants and gRPC does not do.
 *
 * @param path the field
 * @param what ends the sentence "proxyless gRPC workloads …"
 */
record Loss(String path, String what) {

  private static final String WHO = "proxyless gRPC workloads ";

  /** The object still does something. */
  Problem at(Provenance.Cause cause) {
    return Problem.warning(location(cause), cause.object().display(), path, WHO + what);
  }

  /** What the object is for does not happen. */
  Problem errorAt(Provenance.Cause cause) {
    return Problem.error(location(cause), cause.object().display(), path, WHO + what);
  }

  private static Location location(Provenance.Cause cause) {
    return new Location(cause.source(), cause.line(), 0);
  }
}
