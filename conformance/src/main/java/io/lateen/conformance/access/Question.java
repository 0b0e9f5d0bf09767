// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.lateen.mesh.access.AccessRequest;
import java.util.List;

/**
 * Policies and one request, or one connection of another protocol.
 *
 * @param documents the policies as texts
 * @param normalization the mesh's setting for paths
 * @param sequence with one request at most
 */
record Question(List<String> documents, String normalization, RandomRequests.Sequence sequence) {

  Question {
    documents = List.copyOf(documents);
  }

  AccessRequest asked() {
    return sequence.asked().getFirst();
  }

  /** How much there is to read. */
  int length() {
    return normalization.length()
        + asked().toString().length()
        + String.join("", documents).length();
  }

  /** In words, for people. */
  String text() {
    return "  %s%n  paths: %s%n  %s"
        .formatted(asked(), normalization, String.join("\n  ", documents));
  }
}
