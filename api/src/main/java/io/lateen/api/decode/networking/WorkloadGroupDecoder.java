// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Labels;
import io.lateen.api.networking.WorkloadGroup;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/**
 * Decodes workload groups (api: networking/v1alpha3/workload_group.proto; rules:
 * pkg/config/validation ValidateWorkloadGroup).
 */
public final class WorkloadGroupDecoder implements SpecDecoder<WorkloadGroup> {

  /** Most labels and most annotations for entries (istio CRD). */
  private static final int MAX_ENTRIES = 256;

  @Override
  public WorkloadGroup decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    if (!in.has("template")) {
      in.error("template", "is required");
    }
    var metadata = in.part("metadata");
    var group =
        new WorkloadGroup(
            Labels.read(metadata, "labels"),
            metadata.stringMap("annotations"),
            WorkloadEntryDecoder.template(in.part("template")),
            in.object("probe", ReadinessProbeDecoder::decode));
    metadata.done();
    for (var field : List.of("labels", "annotations")) {
      Bounds.entries(metadata, field, MAX_ENTRIES);
    }
    in.done();
    return group;
  }
}
