// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.traffic;

import io.lateen.cli.offline.OfflineTranslation;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.cli.offline.TranslationBatch;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.yaml.HarnessDocuments;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which clusters stand behind the hosts of a route configuration: visibility and precedence. */
public final class SidecarRoutesSuite implements Suite {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String name() {
    return "sidecar-routes";
  }

  @Override
  public String place() {
    return "simulation/sidecar-routes.json";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var found = new ArrayList<Case>();
    for (var one : JSON.readTree(collection.resolve(place()).toFile())) {
      found.add(new Case(one.path("test").asString(""), () -> judge(one)));
    }
    return found;
  }

  private static Verdict judge(JsonNode one) {
    var config = HarnessDocuments.writtenOut(one.path("config").asString(""));
    var mesh = TranslationBatch.mesh(JSON.createObjectNode().put("config", config));
    var resources = new OfflineTranslation().translate(mesh, GoProxy.of(one.path("proxy")));
    var tree = OfflineTranslation.resources(resources, List.of(ResourceKind.ROUTES));
    var made = hosts(tree.path("routes"), one.path("routeName").asString(""));
    for (var expected : one.path("expectVirtualHosts").properties()) {
      var theirs =
          Optional.of(expected.getValue()).filter(JsonNode::isArray).map(JsonNode::toString);
      var ours = Optional.ofNullable(made.get(expected.getKey())).map(List::toString);
      if (!theirs
          .map(text -> text.replace("\"", ""))
          .equals(ours.map(text -> text.replace(", ", ",")))) {
        var why =
            expected.getKey()
                + ": "
                + theirs.orElse("none")
                + " expected, but "
                + ours.orElse("none");
        return Verdict.failed(
            why,
            () ->
                why
                    + "\n"
                    + tree.toPrettyString()
                    + "\n"
                    + one.path("config").asString("")
                    + "\n"
                    + mesh.problems().and(resources.problems()).render());
      }
    }
    return Verdict.PASSED;
  }

  /** The clusters by domain, sorted; those of routes with one cluster count. */
  private static TreeMap<String, List<String>> hosts(JsonNode routes, String name) {
    var found = new TreeMap<String, List<String>>();
    for (var config : routes) {
      if (config.path("name").asString("").equals(name)) {
        config.path("virtual_hosts").forEach(host -> add(found, host));
      }
    }
    return found;
  }

  private static void add(TreeMap<String, List<String>> found, JsonNode host) {
    var clusters = new ArrayList<String>();
    for (var route : host.path("routes")) {
      route.path("route").path("cluster").asStringOpt().ifPresent(clusters::add);
    }
    clusters.sort(null);
    host.path("domains").forEach(domain -> found.put(domain.asString(""), clusters));
  }
}
