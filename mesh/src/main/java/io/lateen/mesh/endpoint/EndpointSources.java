// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.endpoint;

import io.lateen.mesh.service.ServicesSnapshot;
import io.lateen.mesh.workload.WorkloadsSnapshot;

/** What endpoints are joined with. */
public record EndpointSources(ServicesSnapshot services, WorkloadsSnapshot workloads) {

  public static final EndpointSources EMPTY =
      new EndpointSources(ServicesSnapshot.EMPTY, WorkloadsSnapshot.EMPTY);
}
