// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import io.lateen.agent.process.Commands;
import io.lateen.lab.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Builds a {@link NetworkPlan} with {@code ip} of iproute2 and takes it down again. Taking down is
 * complete and may be repeated; building expects a machine without left-overs.
 */
public final class NetworkBuilder {

  private final Commands commands;
  private final ExecutorService executor;

  /**
   * Creates a builder.
   *
   * @param executor for commands that may run beside each other
   */
  public NetworkBuilder(Commands commands, ExecutorService executor) {
    this.commands = commands;
    this.executor = executor;
  }

  /** Makes everything; what exists afterwards is reachable from host to pod. */
  public void build(NetworkPlan plan) throws LabException, InterruptedException {
    batch(List.of("ip", "-batch", "-"), plan.rootCommands());
    var waiting = new ArrayList<Future<?>>();
    plan.namespaceCommands()
        .forEach(
            (namespace, lines) ->
                waiting.add(
                    executor.submit(
                        () -> {
                          batch(List.of("ip", "-n", namespace, "-batch", "-"), lines);
                          return namespace;
                        })));
    for (var one : waiting) {
      await(one);
    }
  }

  /**
   * Networks of the machine that the plan would hide, in words; empty when there are none. To be
   * asked before the network is built.
   */
  public List<String> conflicts(AddressPlan addresses) {
    var clashes = new ArrayList<String>();
    for (var network :
        List.of(addresses.hostNetwork(), addresses.serviceNetwork(), addresses.outsideNetwork())) {
      var routes = commands.run(List.of("ip", "-4", "route", "show", "root", network), "");
      if (routes.ok() && !routes.output().isBlank()) {
        clashes.add(routes.output().lines().findFirst().orElse(network));
      }
    }
    return clashes;
  }

  /** Network namespaces of the machine that carry the lab's prefix. */
  public List<String> existing(LabNames names) {
    var listed = commands.run(List.of("ip", "netns", "list"), "");
    return listed
        .output()
        .lines()
        .map(line -> line.split(" ", 2)[0])
        .filter(names::owns)
        .sorted()
        .toList();
  }

  /** Numbers of the processes that run in a namespace. */
  public List<Long> processesIn(String namespace) {
    var listed = commands.run(List.of("ip", "netns", "pids", namespace), "");
    return listed.ok()
        ? listed.output().lines().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList()
        : List.of();
  }

  /** Whether the machine's own end of the lab's cable exists. */
  public boolean rootInterfaceExists(LabNames names) {
    return commands.run(List.of("ip", "link", "show", names.rootInterface()), "").ok();
  }

  /** Removes the given namespaces and the machine's interface; what is gone already is fine. */
  public void remove(LabNames names, List<String> namespaces) throws LabException {
    if (rootInterfaceExists(names)) {
      commands.run(List.of("ip", "link", "del", names.rootInterface()), "");
    }
    var lines = namespaces.stream().map(namespace -> "netns del " + namespace).toList();
    if (!lines.isEmpty()) {
      commands.run(List.of("ip", "-force", "-batch", "-"), String.join("\n", lines) + "\n");
    }
    var left = existing(names).stream().filter(namespaces::contains).toList();
    if (!left.isEmpty()) {
      throw new LabException(
          LabException.FAILED,
          "cannot remove the network namespaces " + String.join(", ", left),
          "see what uses them with: ip netns pids " + left.getFirst());
    }
  }

  private void batch(List<String> command, List<String> lines) throws LabException {
    var outcome = commands.run(command, String.join("\n", lines) + "\n");
    if (!outcome.ok()) {
      throw new LabException(
          LabException.FAILED,
          String.join(" ", command) + " failed: " + outcome.output().replace('\n', ' '),
          "run ./lateen demo stop and try again");
    }
  }

  private static void await(Future<?> future) throws LabException, InterruptedException {
    try {
      future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LabException lab) {
        throw lab;
      }
      throw new LabException(
          LabException.FAILED, "the network cannot be built: " + e.getCause(), "", e);
    }
  }
}
