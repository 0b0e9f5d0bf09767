// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.base.Copies;
import java.util.Map;

/**
 * What the pods of a deployment look like.
 *
 * @param labels labels, sorted by key
 * @param annotations annotations, sorted by key
 * @param spec what they run
 */
public record PodTemplate(
    Map<String, String> labels, Map<String, String> annotations, PodSpec spec) {

  /** Copies the collections. */
  public PodTemplate {
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
  }
}
