// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis;

import io.lateen.base.decode.Node;
import java.util.List;
import java.util.Optional;

/**
 * A change of the object that mends a finding.
 *
 * @param description what the change does, for people
 * @param patch the change as a JSON Patch (RFC 6902) of the whole document
 */
public record Fix(String description, List<Operation> patch) {

  /** Copies the list. */
  public Fix {
    patch = List.copyOf(patch);
  }

  /**
   * One step of a JSON Patch.
   *
   * @param op {@code add}, {@code replace} or {@code remove}
   * @param path JSON pointer (RFC 6901) inside the document
   * @param value the value; absent for {@code remove}
   */
  public record Operation(String op, String path, Optional<Node> value) {}

  /** A fix that adds or replaces one value. */
  public static Fix add(String description, String pointer, Node value) {
    return new Fix(description, List.of(new Operation("add", pointer, Optional.of(value))));
  }

  /** A fix that removes one value. */
  public static Fix remove(String description, String pointer) {
    return new Fix(description, List.of(new Operation("remove", pointer, Optional.empty())));
  }
}
