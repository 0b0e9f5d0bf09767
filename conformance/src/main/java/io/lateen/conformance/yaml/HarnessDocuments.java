// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.yaml;

import io.lateen.base.decode.Documents;
import io.lateen.base.decode.Json;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Documents as Istio's test harness understands them. What was expected from the harness is
 * compared with what we make of documents in which these differences from a running Istio are
 * written out:
 *
 * <ul>
 *   <li>Short host names: a running Istio knows the domain of its cluster and takes {@code reviews}
 *       in {@code default} for {@code reviews.default.svc.cluster.local}; so do we. In the harness
 *       the objects' domain is empty, and the same name becomes {@code reviews.default}, which is
 *       no service (istio/istio pilot/pkg/model/virtualservice.go, ResolveShortnameToFQDN).
 *   <li>Target ports: a Kubernetes API server fills in the port of the service. The harness has
 *       none that does, so that such a port leads to port 0 of the workload, which nobody listens
 *       on.
 * </ul>
 */
public final class HarnessDocuments {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String GROUP = "networking.istio.io/";
  private static final String NOWHERE = "no-such-port";
  private static final Set<String> DESTINATIONS = Set.of("destination", "mirror");

  private HarnessDocuments() {}

  /** The same documents with all of this written out; an unreadable text stays as it is. */
  public static String writtenOut(String text) {
    var documents = Documents.read("text", text);
    if (!documents.problems().isEmpty() || documents.roots().isEmpty()) {
      return text;
    }
    return documents.roots().stream()
        .map(root -> writtenOut(JSON.readTree(Json.write(root))))
        .map(JsonNode::toString)
        .collect(Collectors.joining("\n---\n"));
  }

  private static JsonNode writtenOut(JsonNode document) {
    if (document.path("apiVersion").asString("").equals("v1")
        && document.path("kind").asString("").equals("Service")) {
      targetPorts(document.path("spec").path("ports"));
    }
    if (!document.path("apiVersion").asString("").startsWith(GROUP)) {
      return document;
    }
    var written = document.path("metadata").path("namespace").asString("");
    var namespace = written.isEmpty() ? "default" : written;
    if (document.path("spec") instanceof ObjectNode spec) {
      switch (document.path("kind").asString("")) {
        case "VirtualService" -> {
          hosts(spec, namespace);
          destinations(spec, namespace);
        }
        case "DestinationRule" -> host(spec, namespace);
        default -> {
          // No other kind has short names.
        }
      }
    }
    return document;
  }

  private static void targetPorts(JsonNode ports) {
    for (var port : ports) {
      if (port instanceof ObjectNode object && !object.has("targetPort")) {
        object.put("targetPort", NOWHERE);
      }
    }
  }

  private static void hosts(ObjectNode spec, String namespace) {
    if (spec.path("hosts") instanceof ArrayNode hosts) {
      for (int index = 0; index < hosts.size(); index++) {
        hosts.set(index, resolved(hosts.path(index).asString(""), namespace));
      }
    }
  }

  private static void destinations(JsonNode tree, String namespace) {
    tree.properties()
        .forEach(
            entry -> {
              if (DESTINATIONS.contains(entry.getKey())
                  && entry.getValue() instanceof ObjectNode destination) {
                host(destination, namespace);
              }
            });
    List.copyOf(tree.values()).forEach(part -> destinations(part, namespace));
  }

  private static void host(ObjectNode object, String namespace) {
    if (object.path("host").isString()) {
      object.put("host", resolved(object.path("host").asString(""), namespace));
    }
  }

  private static String resolved(String host, String namespace) {
    return host.isEmpty() || host.equals("*") || host.contains(".") ? host : host + "." + namespace;
  }
}
