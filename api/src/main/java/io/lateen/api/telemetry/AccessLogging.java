// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.telemetry;

import java.util.List;
import java.util.Optional;

/**
 * How access logs are made.
 *
 * @param mode side of the call
 * @param providers names of extension providers; empty inherits
 * @param disabled whether nothing is logged
 * @param filter CEL expression that requests must fulfil to be logged; empty for all
 * @param line 1-based line of the document
 */
public record AccessLogging(
    WorkloadMode mode,
    List<String> providers,
    Optional<Boolean> disabled,
    String filter,
    int line) {

  /** Copies the list. */
  public AccessLogging {
    providers = List.copyOf(providers);
  }
}
