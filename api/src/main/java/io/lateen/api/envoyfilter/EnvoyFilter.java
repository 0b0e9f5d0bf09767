// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.envoyfilter;

import io.lateen.api.PolicyTarget;
import io.lateen.api.Targeted;
import java.util.List;

/**
 * Changes to the configuration of proxies (api: networking/v1alpha3/envoy_filter.proto).
 *
 * @param target workloads or objects
 * @param priority lower ones come first; then the root namespace, the age, the name
 * @param patches changes in order
 */
public record EnvoyFilter(PolicyTarget target, int priority, List<ConfigPatch> patches)
    implements Targeted {

  /** Copies the list. */
  public EnvoyFilter {
    patches = List.copyOf(patches);
  }
}
