// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import java.util.List;

/**
 * What a pod is asked to run.
 *
 * @param serviceAccountName service account; empty stands for {@code default}
 * @param nodeName machine; empty before it is chosen
 * @param hostNetwork whether it shares the network of the machine
 * @param containers its containers
 * @param hostname host name; empty for the name of the pod
 * @param subdomain name of the headless service of its DNS name; empty for none
 */
public record PodSpec(
    String serviceAccountName,
    String nodeName,
    boolean hostNetwork,
    List<Container> containers,
    String hostname,
    String subdomain) {

  /** Copies the collections. */
  public PodSpec {
    containers = List.copyOf(containers);
  }

  /** The service account with the default applied. */
  public String effectiveServiceAccount() {
    return serviceAccountName.isEmpty() ? "default" : serviceAccountName;
  }
}
