// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.base.Result;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.cli.offline.OfflineMesh.MeshSettings;
import io.lateen.client.DocumentSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Answers jobs that stand alone: the documents of a mesh and the proxies to translate it for. The
 * texts of a job are called {@code config}, {@code kube}, {@code mesh} and {@code networks} in
 * problems and provenance.
 */
public final class TranslationBatch {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final OfflineTranslation translation = new OfflineTranslation();

  /**
   * The answer to one job: an object with its name, a list with what each proxy gets, and what is
   * wrong with the documents.
   *
   * @param line the job in JSON
   */
  public ObjectNode answer(String line) {
    return switch (read(line)) {
      case Result.Ok<JsonNode>(var job) -> answer(job);
      case Result.Err<JsonNode>(var problems) -> OfflineTranslation.refused("", problems);
    };
  }

  private ObjectNode answer(JsonNode job) {
    var name = job.path("name").asString("");
    var texts = new ArrayList<String>();
    job.path("proxies").forEach(proxy -> texts.add(proxy.toString()));
    return switch (ProxyDescriptionDecoder.all(texts)) {
      case Result.Ok<List<ProxyDescription>>(var proxies) -> answer(name, mesh(job), proxies);
      case Result.Err<List<ProxyDescription>>(var problems) ->
          OfflineTranslation.refused(name, problems);
    };
  }

  private ObjectNode answer(String name, OfflineMesh mesh, List<ProxyDescription> proxies) {
    var tree = JsonNodeFactory.instance.objectNode().put("name", name);
    var list = tree.putArray("proxies");
    var wanted = proxies.isEmpty() ? List.of(ProxyDescription.DEFAULT) : proxies;
    wanted.forEach(proxy -> list.add(translation.part(mesh, proxy)));
    ProblemTrees.full(tree.putArray("problems"), mesh.problems());
    return tree;
  }

  /** The mesh of a job; also for other commands that take jobs of this form. */
  public static OfflineMesh mesh(JsonNode job) {
    var sources = new ArrayList<DocumentSource>();
    text(job, "config").ifPresent(sources::add);
    text(job, "kube").ifPresent(sources::add);
    return OfflineMesh.read(sources, new MeshSettings(text(job, "mesh"), text(job, "networks")));
  }

  private static Optional<DocumentSource> text(JsonNode job, String field) {
    var value = job.path(field);
    if (value.isObject()) {
      return Optional.of(new DocumentSource(field, value.toString()));
    }
    var text = value.asString("");
    return text.isBlank() ? Optional.empty() : Optional.of(new DocumentSource(field, text));
  }

  private static Result<JsonNode> read(String line) {
    try {
      var job = JSON.readTree(line);
      return job.isObject() ? Result.ok(job) : Result.err(refuse("a job must be a JSON object"));
    } catch (JacksonException e) {
      return Result.err(refuse("the job is not JSON: " + e.getOriginalMessage()));
    }
  }

  private static Problems refuse(String message) {
    return Problems.of(
        Problem.error(Location.of("job"), "", "", message)
            .withFix("write one JSON object on each line"));
  }
}
