// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.xds;

import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import io.envoyproxy.envoy.config.core.v3.Node;

/**
 * The workload that a proxy belongs to, in the load client's plan of names and addresses.
 *
 * @param service from 0
 * @param endpoint of the service, 0 to 9
 */
record Seat(int service, int endpoint) {

  private static final int NAMESPACES = 20;
  private static final int ADDRESSES = 16;

  static String namespace(int service) {
    return "ns-" + service % NAMESPACES;
  }

  /** As services are called in hosts. */
  static String host(int service) {
    return "svc-" + service + "." + namespace(service) + ".svc.cluster.local";
  }

  private String address() {
    int number = service * ADDRESSES + endpoint;
    return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
  }

  /** How the proxy introduces itself. */
  Node node() {
    var namespace = namespace(service);
    var pod = "svc-" + service + "-" + endpoint;
    return Node.newBuilder()
        .setId(
            "sidecar~%s~%s.%s~%s.svc.cluster.local".formatted(address(), pod, namespace, namespace))
        .setCluster("svc." + namespace)
        .setMetadata(
            Struct.newBuilder()
                .putFields("NAMESPACE", text(namespace))
                .putFields("ISTIO_VERSION", text("1.32.0"))
                .putFields("CLUSTER_ID", text("Kubernetes"))
                .putFields("INSTANCE_IPS", text(address())))
        .build();
  }

  private static Value text(String text) {
    return Value.newBuilder().setStringValue(text).build();
  }
}
