// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.adorn;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.extensions.PluginPhase;
import io.lateen.api.extensions.TrafficSelector;
import io.lateen.api.extensions.TrafficSelector.Mode;
import io.lateen.translate.Provenance;
import java.util.List;

/**
 * A filter that an extension adds.
 *
 * @param cause the object
 * @param phase where in the chain it belongs
 * @param match traffic that it sees; empty for all
 * @param filter an {@link HttpFilter} or a network {@link Filter}
 */
public record Extension(
    Provenance.Cause cause, PluginPhase phase, List<TrafficSelector> match, Message filter) {

  public Extension {
    match = List.copyOf(match);
  }

  /**
   * Whether it sees the traffic of a chain.
   *
   * @param port port of the service, of the workload for what it is sent
   */
  boolean sees(Side side, int port) {
    return match.isEmpty()
        || match.stream()
            .anyMatch(
                wanted ->
                    isFor(wanted.mode(), side)
                        && (wanted.ports().isEmpty() || wanted.ports().contains(port)));
  }

  private static boolean isFor(Mode mode, Side side) {
    return switch (mode) {
      case UNDEFINED, CLIENT_AND_SERVER -> true;
      case SERVER -> side.isServer();
      case CLIENT -> !side.isServer();
    };
  }
}
