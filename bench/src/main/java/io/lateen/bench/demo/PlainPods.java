// SPDX-License-Identifier: Apache-2.0
package io.lateen.bench.demo;

import io.lateen.bench.report.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Two pods without a sidecar beside those of the sample, one to call and one to serve: the same
 * program by the same cables, with no Envoy and no capture on the way. They reach the demo as an
 * edition of the sample's documents in a folder of their own.
 *
 * @param folder in the layout of Istio's samples
 */
record PlainPods(ScratchFolder folder) implements AutoCloseable {

  /** Where calls start. */
  static final String CALLER = "plain-caller";

  /** Who answers; a service has the same name. */
  static final String SERVER = "plain-server";

  private static final Path KUBERNETES = Path.of("bookinfo/platform/kube");

  /**
   * Writes the folder.
   *
   * @param sample folder of the sample's own documents
   */
  static PlainPods beside(Path sample) throws IOException {
    var folder = ScratchFolder.create();
    var documents = new StringBuilder();
    try (var files = Files.list(sample)) {
      for (var file : files.sorted().toList()) {
        documents.append(Files.readString(file)).append("---\n");
      }
    }
    documents.append(deployment(CALLER)).append("---\n").append(deployment(SERVER));
    documents.append("---\n").append(service());
    Files.createDirectories(folder.path().resolve(KUBERNETES));
    Files.writeString(folder.path().resolve(KUBERNETES).resolve("bookinfo.yaml"), documents);
    return new PlainPods(folder);
  }

  /** What the demo's process needs to know. */
  Map<String, String> environment() {
    return Map.of("LATEEN_ISTIO_SAMPLES", folder.path().toString());
  }

  private static String deployment(String name) {
    return """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: 1
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s, sidecar.istio.io/inject: "false"}}
            spec:
              containers:
              - name: ratings
                image: registry.istio.io/release/examples-bookinfo-ratings-v1:1.20.3
                ports: [{containerPort: 9080}]
        """
        .formatted(name);
  }

  private static String service() {
    return """
        apiVersion: v1
        kind: Service
        metadata: {name: %1$s}
        spec:
          selector: {app: %1$s}
          ports: [{port: 9080, name: http}]
        """
        .formatted(SERVER);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
