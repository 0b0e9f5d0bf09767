// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.extensions;

import io.lateen.api.PolicyTarget;
import io.lateen.api.Targeted;
import java.util.List;
import java.util.OptionalInt;

/**
 * A WebAssembly module in proxies (api: extensions/v1alpha1/wasm.proto).
 *
 * @param target workloads or objects
 * @param module the module
 * @param phase where it stands
 * @param priority order within the phase, highest first; absent comes last
 * @param match traffic that it sees; empty for all
 */
public record WasmPlugin(
    PolicyTarget target,
    WasmModule module,
    PluginPhase phase,
    OptionalInt priority,
    List<TrafficSelector> match)
    implements Targeted {

  /** Copies the list. */
  public WasmPlugin {
    match = List.copyOf(match);
  }
}
