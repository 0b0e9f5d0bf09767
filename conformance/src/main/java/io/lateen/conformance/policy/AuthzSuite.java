// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.policy;

import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ProxyDescriptionDecoder;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.cli.offline.TranslationBatch;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.oracle.Difference;
import io.lateen.conformance.oracle.Meaning;
import io.lateen.conformance.yaml.YamlTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The filters that AuthorizationPolicies become, in their order. */
public final class AuthzSuite implements Suite {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The proxy of Istio's tests. */
  private static final String PROXY =
      """
      {"id": "test-node.foo", "namespace": "foo", "labels": {"app": "httpbin", "version": "v1"}}
      """;

  /** The authorization service that Istio's tests know. */
  private static final String SERVICE =
      """
      apiVersion: networking.istio.io/v1
      kind: ServiceEntry
      metadata: {name: ext-authz, namespace: foo}
      spec:
        hosts: [my-custom-ext-authz.foo.svc.cluster.local]
        ports: [{number: 9000, name: grpc, protocol: GRPC}]
        resolution: STATIC
      """;

  @Override
  public String name() {
    return "authz";
  }

  @Override
  public String place() {
    return "authz/cases.json";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    for (var table : JSON.readTree(collection.resolve(place()).toFile())) {
      var tcp = table.path("test").asString("").endsWith("TCP");
      var folder = collection.resolve("authz").resolve(tcp ? "tcp" : "http");
      for (var one : table.path("cases")) {
        var name = (tcp ? "tcp/" : "http/") + one.path("name").asString("");
        found.add(new Case(name, () -> judge(folder, one, tcp)));
      }
    }
    return found;
  }

  private static Verdict judge(Path folder, JsonNode one, boolean tcp) {
    var expected = JsonNodeFactory.instance.arrayNode();
    one.path("want").forEach(file -> expected.add(SnakeCase.of(read(folder, file.asString("")))));
    var job =
        JsonNodeFactory.instance
            .objectNode()
            .put("config", text(folder, one.path("input").asString("")))
            .put("kube", SERVICE)
            .put("mesh", settings(one).toString());
    var mesh = TranslationBatch.mesh(job);
    var proxy = ProxyDescriptionDecoder.decode("proxy", PROXY).orThrow();
    var resources = new OfflineTranslation().translate(mesh, proxy);
    var listeners =
        OfflineTranslation.resources(resources, List.of(ResourceKind.LISTENERS)).path("listeners");
    var made = PolicyFilters.inbound(listeners, tcp);
    var left = Meaning.ofTheirs(expected);
    var right = Meaning.ofOurs(made);
    return Difference.first(left, right)
        .map(
            difference ->
                Verdict.failed(
                    difference.toString(),
                    () ->
                        Difference.unified(left, right)
                            + "\n"
                            + mesh.problems().and(resources.problems()).render()))
        .orElse(Verdict.PASSED);
  }

  private static JsonNode settings(JsonNode one) {
    var settings = JsonNodeFactory.instance.objectNode();
    one.path("meshConfig")
        .properties()
        .forEach(entry -> settings.set(entry.getKey(), entry.getValue()));
    if (one.has("tdBundle")) {
      settings.set("trustDomain", one.path("tdBundle").path("trustDomain"));
      settings.set("trustDomainAliases", one.path("tdBundle").path("aliases"));
    }
    return settings;
  }

  private static JsonNode read(Path folder, String file) {
    return YamlTree.read(text(folder, file)).getFirst();
  }

  private static String text(Path folder, String file) {
    try {
      return Files.readString(folder.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
