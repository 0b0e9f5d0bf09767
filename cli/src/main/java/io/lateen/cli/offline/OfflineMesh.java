// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import io.lateen.base.problem.Problems;
import io.lateen.client.DocumentSource;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.check.MeshChecks;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A mesh made of documents. Objects with errors are left out and named; the others are used. Of an
 * object that two texts define, the later text counts.
 *
 * @param snapshot the mesh
 * @param problems what is wrong with the documents and between them, in the order of the texts
 */
public record OfflineMesh(MeshSnapshot snapshot, Problems problems) {

  /**
   * Reads the documents.
   *
   * @param sources texts with objects
   * @param settings settings of the mesh
   */
  public static OfflineMesh read(List<DocumentSource> sources, MeshSettings settings) {
    var reader = new Reader();
    sources.forEach(reader::documents);
    settings.mesh().ifPresent(source -> reader.settings(SettingsText.mesh(source)));
    settings.networks().ifPresent(source -> reader.settings(SettingsText.networks(source)));
    return reader.mesh();
  }

  /**
   * Texts with the settings of the mesh, as they stand in Istio's ConfigMap.
   *
   * @param mesh the MeshConfig
   * @param networks the MeshNetworks
   */
  public record MeshSettings(Optional<DocumentSource> mesh, Optional<DocumentSource> networks) {

    /** None. */
    public static final MeshSettings NONE = new MeshSettings(Optional.empty(), Optional.empty());
  }

  private static final class Reader {

    private final DocumentDecoder decoder = new DocumentDecoder();
    private final Map<ObjectKey, ConfigObject<?>> objects = new TreeMap<>();
    private Problems problems = Problems.NONE;

    void documents(DocumentSource source) {
      var decoded = decoder.decode(source.name(), source.text());
      problems = problems.and(decoded.problems());
      decoded.valid().forEach(this::add);
    }

    void settings(SettingsText.Decoded decoded) {
      problems = problems.and(decoded.problems());
      decoded.object().ifPresent(this::add);
    }

    private void add(ConfigObject<?> object) {
      var hidden = objects.put(object.key(), object);
      if (hidden != null) {
        problems = problems.and(hides(object, hidden));
      }
    }

    private static Problem hides(ConfigObject<?> object, ConfigObject<?> hidden) {
      var place = new Location(object.origin().source(), object.origin().line(), 0);
      return Problem.warning(
              place,
              object.key().display(),
              "metadata.name",
              "is also defined at " + hidden.origin() + "; this later one counts")
          .withFix("rename one of the two, or delete it");
    }

    OfflineMesh mesh() {
      var snapshot = MeshSnapshot.EMPTY.apply(new ConfigDelta(objects, Set.of()));
      var all = problems;
      for (var found : MeshChecks.of(snapshot).values()) {
        all = all.and(found);
      }
      return new OfflineMesh(snapshot, all);
    }
  }
}
