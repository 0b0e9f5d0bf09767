// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.kube;

import io.lateen.lab.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the YAML of the sample application lies. Documents of the same name from Istio's own
 * samples go before ours.
 *
 * @param own {@code samples/bookinfo} of Lateen
 * @param istio {@code samples} of Istio
 */
public record Samples(Path own, Optional<Path> istio) {

  /** Files with the Services, ServiceAccounts and Deployments, in order. */
  public List<Path> kubernetes() throws LabException {
    var theirs =
        istio
            .map(folder -> folder.resolve("bookinfo/platform/kube/bookinfo.yaml"))
            .filter(Files::isRegularFile);
    if (theirs.isPresent()) {
      return List.of(theirs.get());
    }
    var folder = own.resolve("kube");
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new LabException(
          LabException.UNAVAILABLE,
          "the sample's documents are not readable: " + folder,
          "run the demo from a complete clone",
          e);
    }
  }

  /** A document of {@code networking} by its file name. */
  public Path networking(String name) {
    return istio
        .map(folder -> folder.resolve("bookinfo/networking").resolve(name))
        .filter(Files::isRegularFile)
        .orElse(own.resolve("networking").resolve(name));
  }
}
