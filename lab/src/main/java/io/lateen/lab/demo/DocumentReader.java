// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import io.lateen.lab.kube.Document;
import java.nio.file.Path;
import java.util.List;

/** Reads Kubernetes documents from files. */
@FunctionalInterface
interface DocumentReader {

  /** All documents of all files, in order; refuses files with errors. */
  List<Document> read(List<Path> files) throws LabException;
}
