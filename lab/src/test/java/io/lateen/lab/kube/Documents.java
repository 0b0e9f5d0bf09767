// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.lab.LabException;
import io.lateen.lab.topology.AddressPlan;
import io.lateen.lab.topology.LabNames;
import java.util.List;
import java.util.Random;

/** Documents and plans for tests. */
final class Documents {

  static final String SHOP =
      """
      apiVersion: v1
      kind: Service
      metadata: {name: reviews}
      spec:
        ports:
        - {port: 80, name: http, targetPort: web}
        - {port: 9080, name: http-same}
        selector: {app: reviews}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: quiet}
      spec:
        clusterIP: None
        ports: [{port: 9080, name: http}]
        selector: {app: nobody}
      ---
      apiVersion: v1
      kind: ServiceAccount
      metadata: {name: bookinfo-reviews}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: reviews-v2}
      spec:
        replicas: 3
        selector: {matchLabels: {app: reviews}}
        template:
          metadata:
            labels: {app: reviews, version: v2}
            annotations: {note: hello}
          spec:
            serviceAccountName: bookinfo-reviews
            containers:
            - name: reviews
              image: registry.istio.io/release/examples-bookinfo-reviews-v2:1.20.3
              ports: [{containerPort: 9080, name: web}]
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: plain}
      spec:
        selector: {matchLabels: {app: plain}}
        template:
          metadata:
            labels: {app: plain, sidecar.istio.io/inject: "false"}
          spec:
            containers:
            - name: details
              image: examples-bookinfo-details-v1
      """;

  private Documents() {}

  static List<Document> decode(String yaml) {
    var decoded = new DocumentDecoder().decode("test.yaml", yaml);
    if (decoded.problems().hasErrors()) {
      throw new AssertionError(decoded.problems().render());
    }
    return decoded.objects().stream()
        .map(one -> new Document(one.object().orElseThrow(), one.json()))
        .toList();
  }

  static ClusterPlan plan(String yaml, int hosts) throws LabException {
    var addresses = new AddressPlan(10, 77);
    return new ClusterPlanner(LabNames.DEMO, addresses, hosts, new Random(1)).plan(decode(yaml));
  }
}
