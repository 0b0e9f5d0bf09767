// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.offline;

import io.lateen.base.problem.Problems;

/**
 * The verdict on one document.
 *
 * @param file name of the text
 * @param line 1-based line on which the document begins; 0 when nothing could be read
 * @param apiVersion as written; empty when missing
 * @param kind as written; empty when missing
 * @param namespace that of the object; empty when it has none
 * @param name as written; empty when missing
 * @param problems what is wrong with it
 */
public record ValidationResult(
    String file,
    int line,
    String apiVersion,
    String kind,
    String namespace,
    String name,
    Problems problems) {

  /** Whether the object would be used. */
  public boolean valid() {
    return !problems.hasErrors();
  }
}
