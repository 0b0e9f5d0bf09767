// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.trial;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * The types of resources that can be tried. Secrets are not: a twin shall not have any, and Envoy
 * asks for each with a subscription of its own. Virtual hosts are tried with their routes.
 */
enum Trialable {
  CLUSTER("type.googleapis.com/envoy.config.cluster.v3.Cluster"),
  ENDPOINT("type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment"),
  LISTENER("type.googleapis.com/envoy.config.listener.v3.Listener"),
  ROUTE("type.googleapis.com/envoy.config.route.v3.RouteConfiguration"),
  EXTENSION("type.googleapis.com/envoy.config.core.v3.TypedExtensionConfig");

  private final String typeUrl;

  Trialable(String typeUrl) {
    this.typeUrl = typeUrl;
  }

  String typeUrl() {
    return typeUrl;
  }

  static Optional<Trialable> of(String typeUrl) {
    return Stream.of(values()).filter(kind -> kind.typeUrl.equals(typeUrl)).findFirst();
  }
}
