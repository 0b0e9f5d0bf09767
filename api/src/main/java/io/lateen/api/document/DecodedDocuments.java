// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.ConfigObject;
import io.lateen.base.problem.Problems;
import java.util.List;

/**
 * The objects of a text.
 *
 * @param objects objects whose identity could be read, in the order of the text
 * @param problems everything that is wrong, in the order of the text: with the objects, and with
 *     documents whose identity could not be read
 * @param complete whether the text could be read to its end; otherwise objects may be missing that
 *     the author did not take away
 */
public record DecodedDocuments(List<DecodedObject> objects, Problems problems, boolean complete) {

  /** Copies the list. */
  public DecodedDocuments {
    objects = List.copyOf(objects);
  }

  /** The objects without errors. */
  public List<ConfigObject<?>> valid() {
    return objects.stream().<ConfigObject<?>>flatMap(decoded -> decoded.object().stream()).toList();
  }
}
