// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.Kind;
import io.lateen.api.Kinds;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /openapi/v3}: just enough for kubectl to learn that this server validates by itself
 * (k8s.io/cli-runtime pkg/resource/query_param_verifier_v3.go), so that {@code kubectl apply} needs
 * no {@code --validate=false}. It holds no schemas.
 */
final class OpenApiResource {

  private static final List<String> PARAMETERS =
      List.of("dryRun", "fieldManager", "fieldValidation");

  private OpenApiResource() {}

  static Reply answer(Call call, List<String> rest) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    if (rest.isEmpty()) {
      return index();
    }
    var tree = String.join("/", rest);
    var paths = Rendering.JSON.createObjectNode();
    for (var kind : Kinds.served()) {
      for (var version : kind.versions()) {
        if (tree(kind, version).equals(tree)) {
          describe(kind, version, paths);
        }
      }
    }
    if (paths.isEmpty()) {
      return Statuses.notFound(call.path());
    }
    var document = Rendering.JSON.createObjectNode().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Lateen").put("version", "v1");
    document.set("paths", paths);
    return Reply.Json.ok(document);
  }

  private static Reply index() {
    var trees = new TreeSet<String>();
    for (var kind : Kinds.served()) {
      kind.versions().forEach(version -> trees.add(tree(kind, version)));
    }
    var index = Rendering.JSON.createObjectNode();
    var paths = index.putObject("paths");
    trees.forEach(tree -> paths.putObject(tree).put("serverRelativeURL", "/openapi/v3/" + tree));
    return Reply.Json.ok(index);
  }

  private static String tree(Kind kind, String version) {
    return kind.group().isEmpty() ? "api/" + version : "apis/" + kind.group() + "/" + version;
  }

  private static void describe(Kind kind, String version, ObjectNode paths) {
    var scope = kind.namespaced() ? "/namespaces/{namespace}/" : "/";
    var path = "/" + tree(kind, version) + scope + kind.plural() + "/{name}";
    var patch = paths.putObject(path).putObject("patch");
    patch
        .putObject("x-kubernetes-group-version-kind")
        .put("group", kind.group())
        .put("version", version)
        .put("kind", kind.kind());
    var parameters = patch.putArray("parameters");
    for (var name : PARAMETERS) {
      parameters.addObject().put("name", name).put("in", "query");
    }
    patch.putObject("responses").putObject("200").put("description", "OK");
  }
}
