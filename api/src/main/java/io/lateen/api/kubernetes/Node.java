// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.api.Spec;
import java.util.List;

/**
 * A machine (Kubernetes API v1.Node); its place is in its labels.
 *
 * @param addresses IP addresses inside the cluster, from the status
 * @param externalAddresses IP addresses outside of the cluster, from the status
 */
public record Node(List<String> addresses, List<String> externalAddresses) implements Spec {

  /** Copies the lists. */
  public Node {
    addresses = List.copyOf(addresses);
    externalAddresses = List.copyOf(externalAddresses);
  }
}
