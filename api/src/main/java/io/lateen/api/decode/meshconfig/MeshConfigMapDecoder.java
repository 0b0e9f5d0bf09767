// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.meshconfig;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.meshconfig.MeshConfig;
import io.lateen.api.meshconfig.MeshNetworks;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Value;
import java.util.List;
import java.util.Optional;

/**
 * Decodes the settings of the mesh from the ConfigMap {@code istio} in {@code istio-system}, where
 * Istio keeps them as a YAML text in the field {@code data.mesh}, and the networks in the field
 * {@code data.meshNetworks}.
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
    var networks =
        text(document, "meshNetworks").map(MeshNetworksDecoder::fields).orElse(MeshNetworks.NONE);
    return MeshConfigDecoder.fields(
        text(document, "mesh").orElseGet(() -> none(document)), networks);
  }

  private static ObjectReader none(ObjectReader document) {
    return ObjectReader.of(
        document.reading(), new Mapping(new Mark(document.line(), 1), List.of()));
  }

  /** The reader of a YAML text in the field {@code data.NAME}; empty when there is none. */
  private static Optional<ObjectReader> text(ObjectReader document, String name) {
    return document
        .object("data")
        .flatMap(data -> data.value(name))
        .flatMap(value -> text(document, value, "data." + name));
  }

  private static Optional<ObjectReader> text(ObjectReader document, Value value, String path) {
    var text = value.string().orElse("");
    var linesBefore = text.contains("\n") ? value.line() : value.line() - 1;
    var read = Documents.read(document.reading().source(), text);
    var inner = document.reading().within(true, linesBefore);
    for (var problem : read.problems()) {
      value.error("line " + problem.location().line() + " of the text: " + problem.message());
    }
    if (read.roots().isEmpty() || !(read.roots().getFirst() instanceof Mapping mapping)) {
      if (read.problems().isEmpty() && !text.isBlank()) {
        value.error("must be a YAML text with fields");
      }
      return Optional.empty();
    }
    return Optional.of(ObjectReader.of(inner, mapping, path));
  }
}
