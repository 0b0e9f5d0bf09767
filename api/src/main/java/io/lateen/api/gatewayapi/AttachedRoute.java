// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.gatewayapi;

import java.util.List;

/** What routes of all kinds have. */
public interface AttachedRoute {

  /** What the route is attached to. */
  List<ParentRef> parents();

  /** Hosts of the requests or server names of the connections; empty for all. */
  List<String> hostnames();
}
