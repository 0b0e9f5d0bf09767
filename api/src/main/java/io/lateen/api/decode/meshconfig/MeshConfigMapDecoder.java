// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;

/**
 * Decodes the settings of the mesh from the ConfigMap {@code istio} in {@code istio-system}, where
 * Istio keeps them as a YAML text in the field {@code data.mesh}.
 */
public final class MeshConfigMapDecoder implements SpecDecoder<MeshConfig> {

  private static final String NAME = "istio";
  private static final String NAMESPACE = "istio-system";

  @Override
  public MeshConfig decode(ObjectReader document, ObjectMeta meta) {
    if (!meta.name().equals(NAME) || !meta.namespace().equals(NAMESPACE)) {
      document.error(
          "metadata",
          "of all ConfigMaps only istio-system/istio, the settings of the mesh, is served");
      return MeshConfig.DEFAULT;
    }
    return document
        .object("data")
        .flatMap(data -> data.value("mesh"))
        .map(mesh -> text(document, mesh))
        .orElse(MeshConfig.DEFAULT);
  }

  private static MeshConfig text(ObjectReader document, Value mesh) {
    var text = mesh.string().orElse("");
    var linesBefore = text.contains("\n") ? mesh.line() : mesh.line() - 1;
    var read = Documents.read(document.reading().source(), text);
    var inner = document.reading().within(true, linesBefore);
    for (var problem : read.problems()) {
      mesh.error("line " + problem.location().line() + " of the text: " + problem.message());
    }
    if (read.roots().isEmpty() || !(read.roots().getFirst() instanceof Mapping mapping)) {
      if (read.problems().isEmpty() && !text.isBlank()) {
        mesh.error("must be a YAML text with fields");
      }
      return MeshConfig.DEFAULT;
    }
    return MeshConfigDecoder.fields(ObjectReader.of(inner, mapping, "data.mesh"));
  }
}
