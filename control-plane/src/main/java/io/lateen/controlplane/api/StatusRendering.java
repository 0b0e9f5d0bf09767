// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.api.credential.SecretReader;
import io.lateen.api.kubernetes.Secret;
import io.lateen.controlplane.status.Condition;
import io.lateen.controlplane.status.StatusBoard;
import io.lateen.sourcestore.StoredObject;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Objects with their conditions, as Istio and Kubernetes write them ({@code status.conditions} with
 * an {@code observedGeneration} each; istio.io/api meta/v1alpha1/status.proto). The conditions of
 * this server are its own: what a document says about them is replaced.
 */
record StatusRendering(StatusBoard board) {

  private static final List<String> OWN =
      Arrays.stream(Condition.Type.values()).map(Condition.Type::word).toList();

  /** A stored object in the version that the caller asked for, with its status. */
  ObjectNode object(StoredObject stored, String apiVersion) {
    var node = Rendering.object(stored, apiVersion);
    dropOwn(node);
    if (stored.key().kind().equals("Secret")) {
      showCertificate(node);
    }
    var conditions = board.of(stored.key());
    if (!conditions.isEmpty()) {
      var status = node.withObject("/status");
      long generation = conditions.stream().mapToLong(Condition::generation).max().orElse(0);
      status.put("observedGeneration", generation);
      var list = status.withArray("conditions");
      conditions.forEach(condition -> describe(list.addObject(), condition));
    }
    return node;
  }

  /** Whom a Secret's certificate names and until when: all that anybody has to know of it. */
  private static void showCertificate(ObjectNode node) {
    var data = new TreeMap<String, String>();
    node.path("data")
        .properties()
        .forEach(one -> data.put(one.getKey(), one.getValue().asString("")));
    SecretReader.read(node.path("type").asString(""), data)
        .pair()
        .map(Secret.Pair::shown)
        .ifPresent(
            shown ->
                node.withObject("/status")
                    .putObject("certificate")
                    .put("subject", shown.subject())
                    .put("notBefore", shown.notBefore().toString())
                    .put("notAfter", shown.notAfter().toString()));
  }

  private static void dropOwn(ObjectNode node) {
    if (node.path("status").path("conditions") instanceof ArrayNode list) {
      for (int index = list.size() - 1; index >= 0; index--) {
        if (OWN.contains(list.path(index).path("type").asString(""))) {
          list.remove(index);
        }
      }
    }
  }

  private static void describe(ObjectNode node, Condition condition) {
    node.put("type", condition.type().word())
        .put("status", condition.status() ? "True" : "False")
        .put("reason", condition.reason())
        .put("message", condition.message())
        .put(
            "lastTransitionTime",
            DateTimeFormatter.ISO_INSTANT.format(condition.since().truncatedTo(ChronoUnit.SECONDS)))
        .put("observedGeneration", condition.generation());
  }
}
