// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import java.util.List;
import java.util.Optional;

/**
 * One endpoint of a slice.
 *
 * @param addresses addresses that are alternatives; not empty
 * @param ready whether it takes traffic
 * @param serving whether it can still serve, also while terminating
 * @param terminating whether it is going away
 * @param hostname host name below that of the service; empty for none
 * @param nodeName machine; empty when unknown
 * @param zone zone; empty when unknown
 * @param targetRef the pod behind it
 */
public record SliceEndpoint(
    List<String> addresses,
    boolean ready,
    boolean serving,
    boolean terminating,
    String hostname,
    String nodeName,
    String zone,
    Optional<ObjectReference> targetRef) {

  /** Copies the collections. */
  public SliceEndpoint {
    addresses = List.copyOf(addresses);
  }
}
