// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo.shop;

import io.lateen.bookinfo.http.Dependency;
import io.lateen.bookinfo.json.Json;
import java.util.Map;
import java.util.Optional;

/**
 * What the product page shows of one dependency.
 *
 * @param document the answer; empty when the dependency failed
 */
record Section(Optional<Map<?, ?>> document) {

  static Section of(Dependency.Answer answer) {
    if (!answer.succeeded()) {
      return new Section(Optional.empty());
    }
    try {
      return Json.parse(answer.body()) instanceof Map<?, ?> document
          ? new Section(Optional.of(document))
          : new Section(Optional.empty());
    } catch (IllegalArgumentException e) {
      return new Section(Optional.empty());
    }
  }
}
