// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.networking;

import io.lateen.api.Spec;
import io.lateen.base.Copies;
import java.util.Map;
import java.util.Optional;

/**
 * What workload entries of one group have in common (api:
 * networking/v1alpha3/workload_group.proto).
 *
 * @param labels labels for entries
 * @param annotations annotations for entries
 * @param template the fields for entries; its address is empty as a rule
 * @param probe how entries find out whether they are ready
 */
public record WorkloadGroup(
    Map<String, String> labels,
    Map<String, String> annotations,
    WorkloadEntry template,
    Optional<ReadinessProbe> probe)
    implements Spec {

  /** Copies the maps. */
  public WorkloadGroup {
    labels = Copies.sorted(labels);
    annotations = Copies.sorted(annotations);
  }
}
