// SPDX-License-Identifier: Apache-2.0
package io.lateen.sourcestore;

import java.time.format.DateTimeFormatter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Edits of stored documents: what the server adds to metadata, and what counts as a change. */
final class Documents {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Documents() {}

  static String withServerMetadata(StoredObject object) {
    var document = read(object.json());
    var metadata = metadata(document);
    metadata.put("uid", object.uid());
    metadata.put("resourceVersion", Long.toString(object.revision()));
    metadata.put("generation", object.generation());
    metadata.put("creationTimestamp", DateTimeFormatter.ISO_INSTANT.format(object.creation()));
    return document.toString();
  }

  /** The document without what only the server may set, in the form that is stored. */
  static String normalized(String json) {
    var document = read(json);
    var metadata = metadata(document);
    metadata.remove("uid");
    metadata.remove("resourceVersion");
    metadata.remove("generation");
    metadata.remove("creationTimestamp");
    metadata.remove("managedFields");
    metadata.remove("selfLink");
    return document.toString();
  }

  /** Whether two documents are the same configuration, whatever the order of their fields. */
  static boolean same(String a, String b) {
    return a.equals(b) || read(a).equals(read(b));
  }

  /** Whether two documents differ only in metadata and status; Kubernetes keeps generation then. */
  static boolean sameSpec(String a, String b) {
    return spec(a).equals(spec(b));
  }

  private static JsonNode spec(String json) {
    var document = read(json);
    document.remove("metadata");
    document.remove("status");
    document.remove("apiVersion");
    return document;
  }

  private static ObjectNode read(String json) {
    if (JSON.readTree(json) instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("a document is a JSON object");
  }

  private static ObjectNode metadata(ObjectNode document) {
    return document.get("metadata") instanceof ObjectNode metadata
        ? metadata
        : document.putObject("metadata");
  }
}
