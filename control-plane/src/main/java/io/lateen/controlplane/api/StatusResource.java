// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.lateen.controlplane.node.NodeDirectory;
import io.lateen.controlplane.node.NodeState;
import io.lateen.controlplane.pipeline.Pipeline;
import io.lateen.controlplane.proxy.Settlement;
import io.lateen.sourcestore.ConfigStore;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /lateen/v1/status}: the state of the control plane; with {@code revision} and {@code
 * waitMs} it answers when every proxy has acknowledged that store revision, or the time is over.
 */
final class StatusResource {

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(4);

  /** Most objects that are named. */
  private static final int MAX_NAMES = 100;

  private final ConfigStore store;
  private final Pipeline pipeline;
  private final Settlement settlement;
  private final NodeDirectory nodes;
  private final ProblemsResource problems;
  private final String version;

  StatusResource(
      ConfigStore store,
      Pipeline pipeline,
      Settlement settlement,
      NodeDirectory nodes,
      ProblemsResource problems,
      String version) {
    this.store = store;
    this.pipeline = pipeline;
    this.settlement = settlement;
    this.nodes = nodes;
    this.problems = problems;
    this.version = version;
  }

  Reply answer(Call call) {
    if (!call.method().equals("GET")) {
      return Statuses.methodNotAllowed(call.method());
    }
    var revision = call.number("revision", 0, Long.MAX_VALUE);
    var wait = Duration.ofMillis(call.number("waitMs", 0, LONGEST_WAIT.toMillis()));
    try {
      return Reply.Json.ok(describe(settlement.await(revision, wait), call.sees("")));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Statuses.unavailable("the server stops");
    }
  }

  /** Names of all namespaces go to those only who see them all. */
  private ObjectNode describe(Settlement.Outcome outcome, boolean names) {
    var epoch = pipeline.epoch();
    var image = store.image();
    var json = Rendering.document("Status");
    json.put("version", version).put("ready", epoch.ready());
    json.put("epoch", outcome.epoch()).put("revision", image.revision());
    json.put("publishedRevision", epoch.storeRevision()).put("objects", image.objects().size());
    json.put("settled", outcome.reached()).put("clean", outcome.clean());
    json.put("convergenceMs", outcome.convergence().toNanos() / 1e6);
    json.put("problems", problems.count());
    var heldBack = json.putArray("heldBack");
    problems.heldBack().stream().limit(names ? MAX_NAMES : 0).forEach(heldBack::add);
    var proxies = json.putObject("proxies").put("connected", outcome.connected());
    var behind = proxies.putArray("behind");
    outcome.behind().stream().filter(proxy -> names).forEach(behind::add);
    var connected = nodes.nodes();
    var list = json.putObject("nodes").put("connected", connected.size()).putArray("items");
    for (var node : names ? connected : List.<NodeState>of()) {
      list.addObject()
          .put("name", node.name())
          .put("since", node.since().toString())
          .put("agentVersion", node.agentVersion())
          .put("envoyVersion", node.envoyVersion());
    }
    return json;
  }
}
