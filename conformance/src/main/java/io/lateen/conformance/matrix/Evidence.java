// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.matrix;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which case proves that a field has an effect: without it, or with another value, the proxy of the
 * case gets something else. An object has an effect when one of its fields has.
 */
final class Evidence {

  private final Map<String, Catalog> catalogs;
  private final Map<String, Map<String, String>> proofs = new HashMap<>();

  Evidence(List<Catalog> catalogs) {
    this.catalogs = catalogs.stream().collect(Collectors.toMap(Catalog::kind, one -> one));
  }

  /** The case that proves the field. */
  Optional<String> of(String kind, String path) {
    return Optional.ofNullable(proofs.getOrDefault(kind, Map.of()).get(path));
  }

  /** Tries every field of the case that nothing has proved yet. */
  void gather(GoldenMesh golden) {
    for (var document : golden.documents()) {
      if (!(document instanceof ObjectNode object)) {
        continue;
      }
      var catalog = catalogs.get(object.path("kind").asString(""));
      if (catalog != null && object.path("spec") instanceof ObjectNode spec) {
        new Walk(golden, object, catalog).object(spec, "", () -> {});
      }
      names(golden, object, Catalog.ANNOTATIONS, "annotations");
      names(golden, object, Catalog.LABELS, "labels");
    }
  }

  private void names(GoldenMesh golden, ObjectNode object, String kind, String field) {
    var catalog = catalogs.get(kind);
    if (catalog != null && object.path("metadata").path(field) instanceof ObjectNode map) {
      new Walk(golden, object, catalog).object(map, "", () -> {});
    }
    if (catalog != null
        && object.at("/spec/template/metadata").path(field) instanceof ObjectNode map) {
      new Walk(golden, object, catalog).object(map, "", () -> {});
    }
  }

  /** One document of a case; {@code proved} tells the surrounding field. */
  private final class Walk {

    private final GoldenMesh golden;
    private final JsonNode document;
    private final Catalog catalog;

    Walk(GoldenMesh golden, JsonNode document, Catalog catalog) {
      this.golden = golden;
      this.document = document;
      this.catalog = catalog;
    }

    void object(ObjectNode object, String path, Runnable proved) {
      for (var name : List.copyOf(object.propertyNames())) {
        var named = path.isEmpty() ? name : path + "." + name;
        var known = catalog.fields().containsKey(Catalog.canonical(named));
        var inner = known ? Catalog.canonical(named) : path + "{}";
        var value = object.get(name);
        Runnable here = () -> prove(inner, proved);
        if (!isProved(inner)
            && (without(object, name, value)
                || other(inner, value, next -> object.set(name, next)))) {
          here.run();
        }
        within(value, inner, here);
      }
    }

    private void within(JsonNode value, String path, Runnable proved) {
      if (value instanceof ObjectNode object) {
        object(object, path, proved);
      } else if (value instanceof ArrayNode array) {
        for (int index = 0; index < array.size(); index++) {
          int place = index;
          var item = array.get(index);
          if (!isProved(path) && other(path, item, next -> array.set(place, next))) {
            proved.run();
          }
          within(item, path + "[]", proved);
        }
      }
    }

    private boolean without(ObjectNode object, String name, JsonNode value) {
      object.remove(name);
      boolean changed = golden.isChangedBy(document);
      object.set(name, value);
      return changed;
    }

    private boolean other(String path, JsonNode value, Setter set) {
      for (var next : Changes.of(value, catalog.schema(path))) {
        set.to(next);
        boolean changed = golden.isChangedBy(document);
        set.to(value);
        if (changed) {
          return true;
        }
      }
      return false;
    }

    private boolean isProved(String path) {
      return of(catalog.kind(), path).isPresent();
    }

    private void prove(String path, Runnable around) {
      if (catalog.fields().containsKey(path)) {
        proofs
            .computeIfAbsent(catalog.kind(), kind -> new HashMap<>())
            .putIfAbsent(path, golden.name());
      }
      around.run();
    }
  }

  private interface Setter {
    void to(JsonNode value);
  }
}
