// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import io.lateen.translate.Provenance;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;

/** The objects behind a part of the configuration, as the API shows them. */
public final class CauseRendering {

  private CauseRendering() {}

  /** Adds an entry for each object: what it is, and where it was written. */
  public static void add(ArrayNode list, List<Provenance.Cause> causes) {
    for (var cause : causes) {
      list.addObject()
          .put("group", cause.object().group())
          .put("kind", cause.object().kind())
          .put("namespace", cause.object().namespace())
          .put("name", cause.object().name())
          .put("file", cause.source())
          .put("line", cause.line());
    }
  }
}
