// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.api.document.DocumentDecoder;
import io.lateen.lab.LabException;
import io.lateen.lab.kube.Document;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads Kubernetes documents from files, with the decoder that everything else uses too. */
final class DocumentFiles implements DocumentReader {

  @Override
  public List<Document> read(List<Path> files) throws LabException {
    var documents = new ArrayList<Document>();
    var decoder = new DocumentDecoder();
    for (var file : files) {
      var decoded = decoder.decode(file.toString(), text(file));
      if (decoded.problems().hasErrors()) {
        throw new LabException(
            LabException.BAD_INPUT,
            "the sample's documents have errors:\n" + decoded.problems().errors().render(),
            "correct " + file);
      }
      for (var one : decoded.objects()) {
        one.object().ifPresent(object -> documents.add(new Document(object, one.json())));
      }
    }
    return documents;
  }

  private static String text(Path file) throws LabException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "cannot read " + file + ": " + e.getMessage(),
          "run the demo from a complete clone",
          e);
    }
  }
}
