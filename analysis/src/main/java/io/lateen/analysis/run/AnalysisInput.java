// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.run;

import io.lateen.analysis.document.AnalyzedDocument;
import io.lateen.analysis.document.Part;
import io.lateen.base.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is analyzed.
 *
 * @param documents the objects, in any order
 * @param unreadable what could not be read as objects
 * @param meshConfig the mesh's settings; absent when they come from the documents or are defaults
 * @param meshNetworks the mesh's networks
 * @param complete whether the documents are all there is, as in a running mesh; otherwise an
 *     ingress gateway is assumed beside them
 * @param now the time against which certificates are judged
 */
public record AnalysisInput(
    List<AnalyzedDocument> documents,
    List<Problem> unreadable,
    Optional<Part> meshConfig,
    Optional<Networks> meshNetworks,
    boolean complete,
    Instant now) {

  /**
   * The mesh's networks.
   *
   * @param source name of the input
   */
  public record Networks(String source, Part root) {}

  /** Copies the lists. */
  public AnalysisInput {
    documents = List.copyOf(documents);
    unreadable = List.copyOf(unreadable);
  }
}
