// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.machine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The launcher of the repository, on a machine, with what a user has set.
 *
 * @param environment besides that of the test
 */
public record Lateen(Machine machine, Map<String, String> environment) {

  /** Copies the map; what is tested is built already. */
  public Lateen {
    var all = new HashMap<>(environment);
    all.put("LATEEN_REBUILD", "never");
    environment = Map.copyOf(all);
  }

  /** Without settings. */
  public static Lateen on(Machine machine) {
    return new Lateen(machine, Map.of());
  }

  /** The same with one more variable. */
  public Lateen with(String name, String value) {
    var all = new HashMap<>(environment);
    all.put(name, value);
    return new Lateen(machine, all);
  }

  /** Runs {@code lateen WORDS} to its end. */
  public Outcome run(String... words) throws IOException, InterruptedException {
    return machine.run(environment, command(words));
  }

  /** Starts {@code lateen WORDS}. */
  public RunningCommand launch(String... words) throws IOException, InterruptedException {
    return machine.launch(environment, command(words));
  }

  private static List<String> command(String... words) {
    var command = new ArrayList<>(List.of(Machine.HOME.resolve("lateen").toString()));
    command.addAll(List.of(words));
    return command;
  }
}
