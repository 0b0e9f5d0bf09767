// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.base.problem.Problems;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ProxyResources;
import io.lateen.translate.Translator;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a proxy would get, as JSON with snake_case fields: resources by name, what is wrong, and
 * which objects made what. Keeps what it translated, so that the next mesh is cheaper.
 */
public final class OfflineTranslation {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Translator translator = new Translator();

  /** The resources of the proxy. */
  public ProxyResources translate(OfflineMesh mesh, ProxyDescription proxy) {
    return translator.translate(mesh.snapshot(), proxy.workload(mesh.snapshot()));
  }

  /** The whole answer: resources of the wanted kinds, problems of mesh and proxy, provenance. */
  public ObjectNode answer(OfflineMesh mesh, ProxyDescription proxy, List<ResourceKind> kinds) {
    var resources = translate(mesh, proxy);
    var tree = resources(resources, kinds);
    ProblemTrees.full(tree.putArray("problems"), mesh.problems().and(resources.problems()));
    tree.set("provenance", provenance(resources, kinds));
    return tree;
  }

  /** The answer for one of several proxies of a mesh: without the problems of the mesh. */
  ObjectNode part(OfflineMesh mesh, ProxyDescription proxy) {
    var resources = translate(mesh, proxy);
    var tree = resources(resources, ResourceKind.all());
    ProblemTrees.full(tree.putArray("problems"), resources.problems());
    tree.set("provenance", provenance(resources, ResourceKind.all()));
    return tree;
  }

  /** The resources of some kinds: a list per kind, sorted by name. */
  public static ObjectNode resources(ProxyResources resources, List<ResourceKind> kinds) {
    var tree = NODES.objectNode();
    for (var kind : kinds) {
      var list = tree.putArray(kind.word());
      for (var resource : resources.ofType(kind.typeUrl()).values()) {
        list.add(ProtoTree.of(kind.typeUrl(), resource.bytes()));
      }
    }
    return tree;
  }

  private static ObjectNode provenance(ProxyResources resources, List<ResourceKind> kinds) {
    var tree = NODES.objectNode();
    for (var kind : kinds) {
      var byName = tree.putObject(kind.word());
      for (var resource : resources.ofType(kind.typeUrl()).values()) {
        describe(byName, resource);
      }
    }
    return tree;
  }

  private static void describe(ObjectNode byName, EncodedResource resource) {
    var origin = byName.putObject(resource.name());
    causes(origin.putArray("objects"), resource.provenance().causes());
    if (!resource.provenance().parts().isEmpty()) {
      var parts = origin.putObject("parts");
      resource.provenance().parts().forEach((part, list) -> causes(parts.putArray(part), list));
    }
  }

  private static void causes(ArrayNode list, List<Provenance.Cause> causes) {
    for (var cause : causes) {
      list.addObject()
          .put("kind", cause.object().kind())
          .put("namespace", cause.object().namespace())
          .put("name", cause.object().name())
          .put("file", cause.source())
          .put("line", cause.line());
    }
  }

  /** Whether a text is all that is wrong: nothing could be read from it. */
  static ObjectNode refused(String name, Problems problems) {
    var tree = NODES.objectNode().put("name", name);
    tree.putArray("proxies");
    ProblemTrees.full(tree.putArray("problems"), problems);
    return tree;
  }
}
