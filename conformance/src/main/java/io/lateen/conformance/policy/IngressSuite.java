// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.policy;

import io.lateen.cli.offline.OfflineMesh;
import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.client.DocumentSource;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.oracle.Difference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ingresses, judged by effect: the gateway gets the same listeners and routes as from the Gateways
 * and VirtualServices that Istio makes of them. Where a resource says which object made it, the two
 * differ and are not compared.
 */
public final class IngressSuite implements Suite {

  private static final String GOLDEN = ".golden";

  /** All ingresses are served, as in Istio's test, whatever class they name. */
  private static final DocumentSource SETTINGS =
      new DocumentSource("mesh", "ingressControllerMode: DEFAULT");

  private static final String PROXY =
      """
      {"type": "router", "id": "gateway.istio-system", "namespace": "istio-system",
       "labels": {"istio": "ingressgateway"}}
      """;

  @Override
  public String name() {
    return "ingress";
  }

  @Override
  public String place() {
    return "ingress";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    try (var files = Files.list(collection.resolve(place()))) {
      var cases = new ArrayList<Case>();
      for (var golden : files.filter(file -> file.toString().endsWith(GOLDEN)).sorted().toList()) {
        var name = String.valueOf(golden.getFileName());
        var input = golden.resolveSibling(name.substring(0, name.length() - GOLDEN.length()));
        cases.add(new Case(name, () -> judge(input, golden)));
      }
      return cases;
    }
  }

  private static Verdict judge(Path input, Path golden) {
    // Istio's test has a domain of its own; ours is fixed.
    var theirs = translated(text(golden).replace(".svc.mydomain", ".svc.cluster.local"));
    var ours = translated(text(input));
    if (theirs.tree().path("routes").isEmpty()) {
      return Verdict.failed("Istio's objects lead to no routes", theirs.problems());
    }
    return Difference.first(theirs.tree(), ours.tree())
        .map(
            difference ->
                Verdict.failed(
                    difference.toString(),
                    () ->
                        Difference.unified(theirs.tree(), ours.tree())
                            + "\n"
                            + ours.problems().get()))
        .orElse(Verdict.PASSED);
  }

  private record Translated(ObjectNode tree, Supplier<String> problems) {}

  private static Translated translated(String text) {
    var mesh =
        OfflineMesh.read(
            List.of(new DocumentSource("input", text)),
            new MeshSettings(Optional.of(SETTINGS), Optional.empty()));
    var proxy = ProxyDescriptionDecoder.decode("proxy", PROXY).orThrow();
    var resources = new OfflineTranslation().translate(mesh, proxy);
    var tree =
        OfflineTranslation.resources(
            resources, List.of(ResourceKind.LISTENERS, ResourceKind.ROUTES));
    tree.findParents("metadata").forEach(parent -> ((ObjectNode) parent).remove("metadata"));
    return new Translated(tree, () -> mesh.problems().and(resources.problems()).render());
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
