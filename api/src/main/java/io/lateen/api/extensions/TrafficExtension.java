// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.extensions;

import io.lateen.api.PolicyTarget;
import io.lateen.api.Targeted;
import java.util.List;
import java.util.OptionalInt;

/**
 * A module or a script in proxies (api: extensions/v1alpha1/extension.proto).
 *
 * @param target workloads or objects
 * @param program what is run
 * @param phase where it stands
 * @param priority order within the phase, highest first; absent comes last
 * @param match traffic that it sees; empty for all
 */
public record TrafficExtension(
    PolicyTarget target,
    Program program,
    PluginPhase phase,
    OptionalInt priority,
    List<TrafficSelector> match)
    implements Targeted {

  /** Copies the list. */
  public TrafficExtension {
    match = List.copyOf(match);
  }

  /** What is run. */
  public sealed interface Program {

    /** A WebAssembly module. */
    record Wasm(WasmModule module) implements Program {}

    /** A Lua script. */
    record Lua(String inlineCode) implements Program {}
  }
}
