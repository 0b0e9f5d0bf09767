// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.client.ApiClient;
import io.lateen.client.ApiException;
import io.lateen.client.Credential;
import io.lateen.client.CredentialException;
import io.lateen.lab.process.ProcessControl;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A demo at one moment.
 *
 * @param processes every task by name, with its process number; 0 when it does not run
 * @param reachable whether the control plane answers
 * @param requests {@code istio_requests_total} by destination and response code, as {@code reviews
 *     200}
 */
public record DemoStatus(
    LabState state, Map<String, Long> processes, boolean reachable, Map<String, Long> requests) {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Copies the maps. */
  public DemoStatus {
    processes = Map.copyOf(processes);
    requests = Map.copyOf(requests);
  }

  static DemoStatus of(StateFolder folder, LabState state, ProcessControl processes)
      throws InterruptedException {
    var running = new TreeMap<String, Long>();
    folder
        .pidFiles()
        .all()
        .forEach(
            (name, process) ->
                running.put(name, processes.isRunning(process) ? process.pid() : 0L));
    try (var api = new ApiClient(Credential.read(folder.credential()))) {
      return new DemoStatus(state, running, true, RequestCounters.of(api.text("/metrics")));
    } catch (ApiException | CredentialException e) {
      return new DemoStatus(state, running, false, Map.of());
    }
  }

  /** Whether everything runs that should. */
  public boolean healthy() {
    return reachable && processes.values().stream().allMatch(pid -> pid > 0);
  }

  /** For a terminal. */
  public List<String> lines() {
    var lines = new ArrayList<String>();
    lines.add("started " + state.started() + ", " + state.hosts() + " hosts");
    lines.add(
        row("control-plane", reachable ? "answers" : "does not answer", process("control-plane")));
    for (var pod : state.pods()) {
      lines.add(row(pod.name(), pod.host() + "  " + pod.address(), process("app-" + pod.name())));
    }
    processes.keySet().stream()
        .filter(name -> name.startsWith("agent-"))
        .sorted()
        .forEach(name -> lines.add(row(name, "", process(name))));
    lines.add(row("outside", "", process("outside")));
    if (!requests.isEmpty()) {
      lines.add("");
      lines.add("requests so far (istio_requests_total, by destination)");
      new TreeMap<>(requests)
          .forEach((what, count) -> lines.add("  %-40s %d".formatted(what, count)));
    }
    return lines;
  }

  /** The same for programs. */
  public JsonNode json() {
    var out = JSON.createObjectNode();
    out.set("state", JSON.valueToTree(state));
    out.set("processes", JSON.valueToTree(new TreeMap<>(processes)));
    out.put("controlPlaneReachable", reachable);
    out.put("healthy", healthy());
    out.set("requests", JSON.valueToTree(new TreeMap<>(requests)));
    return out;
  }

  private String process(String task) {
    long pid = processes.getOrDefault(task, 0L);
    return pid == 0 ? "not running" : "process " + pid;
  }

  private static String row(String name, String where, String process) {
    return "  %-40s %-24s %s".formatted(name, where, process);
  }
}
