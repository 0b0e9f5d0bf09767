// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.base.problem.Problem;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.workload.Workload;
import java.util.List;

/** A mesh made of YAML. */
final class TestMesh {

  private TestMesh() {}

  static List<ConfigObject<?>> objects(String source, String yaml) {
    var decoded = new DocumentDecoder().decode(source, yaml);
    if (decoded.problems().hasErrors()) {
      throw new IllegalArgumentException(decoded.problems().errors().render());
    }
    return decoded.valid();
  }

  static MeshSnapshot of(String yaml) {
    return with(MeshSnapshot.EMPTY, yaml);
  }

  static MeshSnapshot with(MeshSnapshot mesh, String yaml) {
    return mesh.apply(ConfigDelta.upsert(objects("test.yaml", yaml)));
  }

  static MeshSnapshot without(MeshSnapshot mesh, ObjectKey key) {
    return mesh.apply(ConfigDelta.remove(key));
  }

  /**
   * @param name {@code namespace/pod}
   */
  static Workload workload(MeshSnapshot mesh, String name) {
    return mesh.workloads().all().stream()
        .filter(workload -> workload.key().toString().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no pod " + name));
  }

  static List<String> messages(ProxyResources resources) {
    return resources.problems().stream().map(Problem::message).toList();
  }
}
