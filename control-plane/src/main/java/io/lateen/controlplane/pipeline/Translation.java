// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import io.lateen.translate.ProxyResources;

/** Turns a mesh into the resources of one proxy; the translator as the pipeline sees it. */
public interface Translation {

  /** All resources of the proxy; equal inputs give equal versions. */
  ProxyResources translate(MeshSnapshot mesh, Workload proxy);
}
