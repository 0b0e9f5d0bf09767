// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import java.util.Map;
import java.util.Set;

/** Objects for tests, decoded as users write them. */
public final class Objects {

  private Objects() {}

  public static ConfigObject<?> decode(String source, String yaml) {
    var decoded = new DocumentDecoder().decode(source, yaml);
    if (decoded.problems().hasErrors()) {
      throw new AssertionError(decoded.problems().render());
    }
    return decoded.valid().getFirst();
  }

  public static ConfigObject<?> service(String name) {
    return service("store", name, 80);
  }

  public static ConfigObject<?> service(String source, String name, int port) {
    return decode(
        source,
        """
        apiVersion: v1
        kind: Service
        metadata: {name: %s, namespace: default}
        spec:
          clusterIP: 10.78.0.7
          ports: [{name: http, port: %d}]
        """
            .formatted(name, port));
  }

  public static ConfigObject<?> pod(String name, String node) {
    return pod("default", name, node);
  }

  public static ConfigObject<?> pod(String namespace, String name, String node) {
    return decode(
        "store",
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: %1$s
          namespace: %3$s
          uid: uid-%1$s
          labels: {app: %1$s, security.istio.io/tlsMode: istio}
        spec:
          nodeName: %2$s
          serviceAccountName: %1$s
          containers: [{name: app, ports: [{containerPort: 9080}]}]
        status: {phase: Running, podIP: 10.77.1.2, podIPs: [{ip: 10.77.1.2}]}
        """
            .formatted(name, node, namespace));
  }

  public static SourceUpdate update(Layer layer, ConfigDelta delta, long revision) {
    return new SourceUpdate(layer, delta, Map.of(), revision);
  }

  public static ConfigDelta removal(ObjectKey key) {
    return new ConfigDelta(Map.of(), Set.of(key));
  }
}
