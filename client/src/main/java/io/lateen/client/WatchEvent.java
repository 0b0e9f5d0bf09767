// SPDX-License-Identifier: Apache-2.0
package io.lateen.client;

import tools.jackson.databind.JsonNode;

/**
 * One line of a watch.
 *
 * @param type ADDED, MODIFIED, DELETED, BOOKMARK or ERROR
 * @param object the object; for ERROR a Status
 */
public record WatchEvent(String type, JsonNode object) {

  /** Where a later watch may go on; empty when the object tells none. */
  public String resourceVersion() {
    return object.path("metadata").path("resourceVersion").asString("");
  }
}
