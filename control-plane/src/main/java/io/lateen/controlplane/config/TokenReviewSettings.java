// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * An API server of Kubernetes that is asked whose a service account token is.
 *
 * @param address as in {@code https://10.96.0.1}; https only
 * @param authorities file with the authorities of its certificate, as PEM
 * @param token file with this control plane's own token
 * @param audience for which tokens must be meant; Istio's agents ask for {@code istio-ca}
 * @param nodeAccounts service accounts of node agents, as {@code namespace/name}, that may ask for
 *     the workloads of their node
 */
public record TokenReviewSettings(
    URI address, Path authorities, Path token, String audience, List<String> nodeAccounts) {

  /** The audience of the tokens that Istio's injector mounts. */
  public static final String AUDIENCE = "istio-ca";

  /** Copies the list. */
  public TokenReviewSettings {
    nodeAccounts = List.copyOf(nodeAccounts);
  }
}
