// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.extensions;

import java.util.List;

/**
 * Traffic that an extension sees.
 *
 * @param mode side of the call
 * @param ports ports; empty for all
 */
public record TrafficSelector(Mode mode, List<Integer> ports) {

  /** Copies the list. */
  public TrafficSelector {
    ports = List.copyOf(ports);
  }

  /** On which side of a call a workload is (api: type/v1beta1/selector.proto, WorkloadMode). */
  public enum Mode {
    /** Not written; both sides. */
    UNDEFINED,
    /** The workload calls. */
    CLIENT,
    /** The workload is called; gateways count as called. */
    SERVER,
    /** Both sides. */
    CLIENT_AND_SERVER
  }
}
