// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.EncodedResource;
import java.util.Map;

/** Turns a mesh into the resources of one proxy; the translator as the pipeline sees it. */
public interface Translation {

  /** Resources by type URL and name; equal inputs give equal versions. */
  Map<String, Map<String, EncodedResource>> translate(MeshSnapshot mesh, Workload proxy);
}
