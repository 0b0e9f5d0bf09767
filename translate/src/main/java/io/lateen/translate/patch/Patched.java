// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.patch;

import io.lateen.base.problem.Problem;
import io.lateen.translate.EncodedResource;
import java.util.List;
import java.util.Optional;

/**
 * A resource after its patches.
 *
 * @param resource the very resource that was there when nothing changed it; empty when removed
 * @param problems what patches could not do
 */
record Patched(Optional<EncodedResource> resource, List<Problem> problems) {

  Patched {
    problems = List.copyOf(problems);
  }

  /** Bytes of the resource; 0 when it is taken away. */
  int size() {
    return resource.map(one -> one.bytes().size()).orElse(0);
  }
}
