// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.client.ObjectPath;
import io.lateen.lab.LabException;
import io.lateen.lab.kube.ClusterPlan;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;

/** Tells the control plane what runs where, and learns the identities it gives. */
record PodRegistry(ApiClient api) {

  /** Between documents of one text. */
  private static final String SEPARATOR = "\n---\n";

  private static final String REMEDY = "see the log of the control plane";

  /** Posts everything but endpoints; returns the plan with the pods' identities. */
  ClusterPlan register(ClusterPlan plan, IntFunction<String> hostAddress)
      throws LabException, InterruptedException {
    try {
      var report = api.apply(String.join(SEPARATOR, plan.documents(hostAddress)));
      if (!report.accepted()) {
        throw new LabException(
            LabException.BAD_INPUT,
            "the control plane refuses the sample's documents:\n" + report.problems().render(),
            "correct the documents");
      }
      return plan.identified(identities(plan.namespaces()));
    } catch (ApiException e) {
      throw unanswered(e);
    }
  }

  private Map<String, String> identities(List<String> namespaces)
      throws ApiException, InterruptedException {
    var uids = new HashMap<String, String>();
    for (var namespace : namespaces) {
      var pods = api.list(new ObjectPath("", "v1", "pods", namespace, ""));
      for (var pod : pods.path("items")) {
        var metadata = pod.path("metadata");
        uids.put(
            namespace + "/" + metadata.path("name").asString(""),
            metadata.path("uid").asString(""));
      }
    }
    return uids;
  }

  /** Posts readiness; a refusal is shown, and the caller tries again later. */
  boolean publish(List<String> documents, Progress progress) throws InterruptedException {
    try {
      var report = api.apply(String.join(SEPARATOR, documents));
      if (!report.accepted()) {
        progress.note("endpoints not accepted: " + report.problems().render());
      }
      return report.accepted();
    } catch (ApiException e) {
      return false;
    }
  }

  /**
   * Waits until the proxies have everything that the control plane knows now.
   *
   * @return the proxies that have not, when the patience is over
   */
  List<String> behind(Duration patience) throws LabException, InterruptedException {
    try {
      var revision = api.read("/lateen/v1/status").path("revision").asLong();
      var status = api.awaitRevision(revision, patience);
      return status.path("proxies").path("behind").valueStream().map(JsonNode::asString).toList();
    } catch (ApiException e) {
      throw unanswered(e);
    }
  }

  /** A token with which the agent of a host may join once. */
  String joinToken(String host) throws LabException, InterruptedException {
    try {
      return api.joinToken(host);
    } catch (ApiException e) {
      throw unanswered(e);
    }
  }

  private static LabException unanswered(ApiException e) {
    return new LabException(LabException.UNAVAILABLE, String.valueOf(e.getMessage()), REMEDY, e);
  }
}
