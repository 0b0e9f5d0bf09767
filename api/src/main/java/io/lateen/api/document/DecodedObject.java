// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.decode.Json;
import io.lateen.base.decode.Node.Mapping;
import io.lateen.base.problem.Problems;
import java.util.Optional;

/**
 * One object of a text, good or bad.
 *
 * @param object the object; absent when it has errors
 * @param key its identity
 * @param document the document, with its namespace filled in
 * @param problems what is wrong with it
 */
public record DecodedObject(
    Optional<ConfigObject<?>> object, ObjectKey key, Mapping document, Problems problems) {

  /** The document as JSON on one line, for stores; written anew each time. */
  public String json() {
    return Json.write(document);
  }
}
