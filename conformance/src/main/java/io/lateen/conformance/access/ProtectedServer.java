// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessRequest.Connection;
import io.lateen.mesh.access.HttpRequest;
import io.lateen.translate.Translator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A real server behind a real Envoy with policies as they are translated.
 *
 * @param envoy the program
 * @param folder for its files
 */
public record ProtectedServer(Path envoy, Path folder) {

  /**
   * Sends a request for each path and returns the statuses, in the same order.
   *
   * @param policies documents for the workload {@code app} of the namespace {@code home}
   * @param normalization the mesh's setting for paths
   * @param application the server's port on loopback; it answers without a body
   * @param paths as they are written into the request line
   */
  public List<Integer> answers(
      List<String> policies, String normalization, int application, List<String> paths)
      throws IOException, InterruptedException {
    var maker = new Subject.Maker(new Translator(), UnaryOperator.identity());
    var subject = maker.make(policies, normalization);
    var identities = Identities.of(List.of());
    int port = JudgingEnvoy.freePort();
    var stage = new Stage(identities, port, Optional.of(application));
    var connection =
        new Connection(false, "", "127.0.0.1", "10.9.0.1", RandomPolicies.REQUESTS, "");
    var requests =
        paths.stream()
            .map(path -> new HttpRequest("GET", "a.test", path, Map.of(), Optional.empty()))
            .map(http -> new RandomRequests.Sent(http, List.of(), ""))
            .toList();
    var address = Stage.address(0);
    try (var _ =
        JudgingEnvoy.start(envoy, folder, stage.bootstrap(List.of(subject)), port, address)) {
      return new Caller(identities, port)
          .answers(address, new RandomRequests.Sequence(connection, "10.1.2.3", requests));
    }
  }
}
