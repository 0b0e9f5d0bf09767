// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.schema;

import io.lateen.base.problem.Problem;
import io.lateen.cli.offline.Validation;
import io.lateen.client.DocumentSource;
import io.lateen.conformance.Case;
import io.lateen.conformance.Suite;
import io.lateen.conformance.Verdict;
import io.lateen.conformance.yaml.YamlTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Every field of Istio's custom resources must be known in every served version, every constraint
 * of their structural schema and every CEL rule must be enforced. A case is one field or one rule
 * of one kind; a value that breaks the rule must lead to an error that the sound value does not
 * have.
 */
public final class SchemaSuite implements Suite {

  @Override
  public String name() {
    return "schema";
  }

  @Override
  public String place() {
    return "api/crd-all.gen.yaml";
  }

  @Override
  public List<Case> cases(Path collection) throws IOException {
    var cases = new ArrayList<Case>();
    for (var definition : YamlTree.read(Files.readString(collection.resolve(place())))) {
      var spec = definition.path("spec");
      for (var version : spec.path("versions")) {
        if (version.path("served").asBoolean(false)) {
          var kind =
              new Probed(
                  spec.path("group").asString("") + "/" + version.path("name").asString(""),
                  spec.path("names").path("kind").asString(""),
                  cases);
          kind.walk(
              Place.root(
                  version.path("schema").path("openAPIV3Schema").path("properties").path("spec")));
        }
      }
    }
    return cases;
  }

  /** One kind in one version, and where its cases go. */
  private record Probed(String apiVersion, String kind, List<Case> cases) {

    void walk(Place place) {
      var schema = place.schema();
      var sound = place.specification(Samples.valid(schema));
      add(place, "is known", () -> known(sound));
      for (var broken : Samples.broken(schema)) {
        var document = place.specification(broken.value());
        add(place, broken.constraint(), () -> refused(place, sound, document));
      }
      for (var rule : schema.path("x-kubernetes-validations")) {
        var text = rule.path("rule").asString("").replaceAll("\\s+", " ");
        add(place, "CEL " + text, () -> enforced(place, sound, text));
      }
      schema
          .path("properties")
          .properties()
          .forEach(field -> walk(place.field(field.getKey(), field.getValue())));
      if (schema.path("items").isObject()) {
        walk(place.field(Place.ITEM, schema.path("items")));
      }
      if (schema.path("additionalProperties").isObject()) {
        walk(place.field(Place.ENTRY, schema.path("additionalProperties")));
      }
    }

    private void add(Place place, String what, Supplier<Verdict> check) {
      var version = apiVersion.substring(apiVersion.indexOf('/') + 1);
      cases.add(new Case("%s %s %s: %s".formatted(kind, version, place, what), check));
    }

    private Verdict known(JsonNode spec) {
      return errors(spec).stream()
          .map(Problem::message)
          .filter(message -> message.startsWith("unknown field"))
          .findFirst()
          .map(Verdict::failed)
          .orElse(Verdict.PASSED);
    }

    private Verdict enforced(Place place, JsonNode sound, String rule) {
      Optional<JsonNode> broken = CelSamples.breaking(rule, place.schema());
      JsonNode obeying = CelSamples.obeying(rule).map(place::specification).orElse(sound);
      return broken
          .map(value -> refused(place, obeying, place.specification(value)))
          .orElseGet(() -> Verdict.failed("nobody knows this rule"));
    }

    private Verdict refused(Place place, JsonNode sound, JsonNode broken) {
      var after = words(broken);
      after.removeAll(words(sound));
      if (isRefusedWhole(place, sound) && isRefusedWhole(place, broken)) {
        return Verdict.PASSED;
      }
      return after.isEmpty()
          ? Verdict.failed("is accepted", broken::toPrettyString)
          : Verdict.PASSED;
    }

    /** Whether a field may have no value at all, as Istio's {@code exponentialDelay}. */
    private boolean isRefusedWhole(Place place, JsonNode spec) {
      return errors(spec).stream()
          .anyMatch(
              problem ->
                  problem.path().replaceAll("\\[[0-9]+]", Place.ITEM).equals(place.toString())
                      && problem.message().contains("is not supported"));
    }

    private Set<String> words(JsonNode spec) {
      return errors(spec).stream()
          .map(problem -> problem.path() + " " + problem.message())
          .collect(Collectors.toCollection(HashSet::new));
    }

    private List<Problem> errors(JsonNode spec) {
      var document = JsonNodeFactory.instance.objectNode();
      document.put("apiVersion", apiVersion).put("kind", kind);
      document.putObject("metadata").put("name", "probe").put("namespace", "probed");
      document.set("spec", spec);
      return Validation.of(new DocumentSource("probe", document.toString())).stream()
          .flatMap(result -> result.problems().stream())
          .filter(Problem::isError)
          .toList();
    }
  }
}
