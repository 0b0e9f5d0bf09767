// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.Map;

/**
 * A Kubernetes Deployment (apps/v1).
 *
 * @param replicas wished number of pods, 0 or more
 * @param selector labels of its pods
 * @param template what each pod looks like
 */
public record Deployment(int replicas, Map<String, String> selector, PodTemplate template)
    implements Spec {

  /** Copies the collections. */
  public Deployment {
    selector = Copies.sorted(selector);
  }
}
