// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.cluster;

import io.lateen.translate.tls.UpstreamTls;
import java.util.List;

/** Whether and how a cluster encrypts. */
public sealed interface ClusterTls {

  /**
   * Whether a server that was found by the host of a request is not verified by that host: Envoy
   * wants to be told that this is meant.
   */
  default boolean isUnverified() {
    return !(this instanceof Originate originate && originate.autoSni() && originate.autoSan());
  }

  /**
   * Not at all.
   *
   * @param explicit whether a DestinationRule says so
   */
  record None(boolean explicit) implements ClusterTls {}

  /** mTLS towards endpoints that are marked as able to, plaintext towards the others. */
  record Auto(String sni, List<String> subjectAltNames) implements ClusterTls {}

  /** mTLS towards every endpoint. */
  record Mutual(String sni, List<String> subjectAltNames) implements ClusterTls {}

  /**
   * TLS to servers outside the mesh.
   *
   * @param autoSni whether the request's host becomes the server name
   * @param autoSan whether the server's certificate must carry that host
   */
  record Originate(UpstreamTls.Origination tls, boolean autoSni, boolean autoSan)
      implements ClusterTls {}
}
