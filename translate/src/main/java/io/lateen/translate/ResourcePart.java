// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.base.problem.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What one plan contributes to the resources that proxies of a class share.
 *
 * @param problems objects that lost a conflict or have no effect here
 */
record ResourcePart(List<Typed> resources, List<Problem> problems) {

  /** A resource with its type URL. */
  record Typed(String type, EncodedResource resource) {}

  ResourcePart {
    resources = List.copyOf(resources);
    problems = List.copyOf(problems);
  }

  /** A part while it is collected. */
  static final class Builder {

    private final List<Typed> resources = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();

    void add(String type, EncodedResource resource) {
      resources.add(new Typed(type, resource));
    }

    void report(Collection<Problem> found) {
      problems.addAll(found);
    }

    ResourcePart build() {
      return new ResourcePart(resources, problems);
    }
  }
}
