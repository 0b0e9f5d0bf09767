// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.api.ConfigObject;
import io.lateen.api.Kinds;
import io.lateen.api.ObjectKey;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.Spec;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.meshconfig.MeshConfigDecoder;
import io.lateen.api.decode.meshconfig.MeshNetworksDecoder;
import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Mark;
import io.lateen.base.decode.Node.Field;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.decode.ObjectReader;
import io.lateen.base.decode.Reading;
import io.lateen.base.problem.Problems;
import io.lateen.client.DocumentSource;
import java.util.List;
import java.util.Optional;

/** Reads settings of the mesh that are written without apiVersion and kind. */
final class SettingsText {

  private static final String NAME = "default";
  private static final Mark START = new Mark(1, 1);

  private SettingsText() {}

  /**
   * What a text yielded.
   *
   * @param object absent when the text has errors or says nothing
   */
  record Decoded(Optional<ConfigObject<?>> object, Problems problems) {}

  /** The settings of the mesh: fields of {@code MeshConfig}. */
  static Decoded mesh(DocumentSource source) {
    return decode(source, "MeshConfig", new MeshConfigDecoder());
  }

  /** The networks of the mesh: fields of {@code MeshNetworks}. */
  static Decoded networks(DocumentSource source) {
    return decode(source, "MeshNetworks", new MeshNetworksDecoder());
  }

  private static Decoded decode(
      DocumentSource source, String kind, SpecDecoder<? extends Spec> decoder) {
    var documents = Documents.read(source.name(), source.text());
    if (!documents.problems().isEmpty() || documents.roots().isEmpty()) {
      return new Decoded(Optional.empty(), documents.problems());
    }
    var reading = new Reading(source.name(), kind, true);
    if (documents.roots().getFirst() instanceof Mapping fields) {
      var document = new Mapping(START, List.of(new Field("spec", START, fields)));
      var object = object(source, kind, decoder, ObjectReader.of(reading, document));
      return new Decoded(
          reading.failed() ? Optional.empty() : Optional.of(object), reading.problems());
    }
    reading.error(documents.roots().getFirst().mark(), "", "must be an object with fields", "");
    return new Decoded(Optional.empty(), reading.problems());
  }

  private static <S extends Spec> ConfigObject<S> object(
      DocumentSource source, String kind, SpecDecoder<S> decoder, ObjectReader document) {
    var meta = ObjectMeta.of("", NAME);
    return new ConfigObject<>(
        new ObjectKey(Kinds.LATEEN, kind, "", NAME),
        meta,
        decoder.decode(document, meta),
        new Origin(source.name(), 1));
  }
}
