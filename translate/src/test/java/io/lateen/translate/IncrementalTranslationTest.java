// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.testkit.golden.Golden;
import io.lateen.testkit.golden.GoldenCase;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Whatever was translated before, the result is that of a translator without a past. The edits are
 * drawn from the objects of all golden cases, so every kind that has a case takes part.
 */
class IncrementalTranslationTest {

  private static final int SEQUENCES = 25;
  private static final int EDITS = 12;

  /**
   * Puts an object of the pool into the mesh, or takes away the one of its key.
   *
   * @param leaving which third of the proxies was forgotten before; none beyond 2
   */
  private record Edit(int index, boolean removes, int leaving) {}

  private final List<ConfigObject<?>> pool = pool();

  @Test
  void equalsARebuildAfterEveryEdit() throws IOException {
    var start =
        TestMesh.with(
            TestMesh.of(Files.readString(Golden.ROOT.resolve("base/bookinfo.yaml"))),
            Files.readString(Golden.ROOT.resolve("base/proxyless.yaml")));
    Gen<Edit> edit = c -> new Edit((int) c.next(pool.size()), c.next(4) == 3, (int) c.next(6));
    Property.forAll(
        Property.seed(),
        SEQUENCES,
        edit.list(1, EDITS),
        edits -> {
          var translator = new Translator();
          var mesh = start;
          translateAll(translator, mesh);
          for (var step : edits) {
            translator.retain(key -> Math.floorMod(key.hashCode(), 3) != step.leaving());
            mesh = mesh.apply(delta(step));
            assertThat(translateAll(translator, mesh))
                .as("after %s", describe(step))
                .isEqualTo(translateAll(new Translator(), mesh));
          }
        });
  }

  private ConfigDelta delta(Edit edit) {
    var object = pool.get(edit.index());
    return edit.removes() ? ConfigDelta.remove(object.key()) : ConfigDelta.upsert(object);
  }

  private String describe(Edit edit) {
    return (edit.removes() ? "removal of " : "upsert of ") + pool.get(edit.index()).key().display();
  }

  /** Versions, provenance and problems of every proxy. */
  private static Map<String, String> translateAll(Translator translator, MeshSnapshot mesh) {
    var all = new TreeMap<String, String>();
    for (var workload : mesh.workloads().all()) {
      var resources = translator.translate(mesh, workload);
      resources
          .byType()
          .forEach(
              (type, named) ->
                  named.forEach(
                      (name, resource) ->
                          all.put(
                              workload.key() + " " + type + " " + name,
                              resource.version() + " " + resource.provenance())));
      all.put(workload.key() + " problems", resources.problems().render());
    }
    return all;
  }

  private static List<ConfigObject<?>> pool() {
    var objects = new LinkedHashMap<String, ConfigObject<?>>();
    for (var feature : TranslateGoldenTest.features()) {
      for (var golden : GoldenCase.of(feature)) {
        for (var object : TestMesh.objects(golden.name(), golden.text())) {
          objects.put(golden.name() + " " + object.key(), object);
        }
      }
    }
    return new ArrayList<>(objects.values());
  }
}
