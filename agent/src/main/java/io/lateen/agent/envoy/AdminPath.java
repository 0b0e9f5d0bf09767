// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.envoy;

import java.util.Optional;
import java.util.Set;

/**
 * A read of Envoy's administration interface that the agent lets through. Everything that changes
 * Envoy ({@code /quitquitquit}, {@code /logging}, {@code /drain_listeners} …) is a POST or absent
 * from the list, and only {@link #DRAIN} is ever sent, by the agent itself.
 *
 * @param value path with its query, as it goes on the wire
 */
public record AdminPath(String value) {

  /** Asks the listeners to close gracefully; not in the reach of the control plane. */
  static final AdminPath DRAIN = new AdminPath("/drain_listeners?graceful");

  /** Whether listeners and clusters have their first configuration. */
  public static final AdminPath READY = new AdminPath("/ready");

  /** Longest path with query, in characters; the longest useful one names a few masks. */
  static final int MAX_LENGTH = 512;

  private static final Set<String> ALLOWED =
      Set.of(
          "/certs", "/clusters", "/config_dump", "/listeners", "/ready", "/server_info", "/stats");

  /** The path, when reading it is allowed and it is one harmless line. */
  public static Optional<AdminPath> tryParse(String text) {
    if (text.length() > MAX_LENGTH || !text.chars().allMatch(AdminPath::isHarmless)) {
      return Optional.empty();
    }
    var question = text.indexOf('?');
    var path = question < 0 ? text : text.substring(0, question);
    return ALLOWED.contains(path) ? Optional.of(new AdminPath(text)) : Optional.empty();
  }

  /** Visible ASCII: no blank and no line break may reach the request line (RFC 9112, 3). */
  private static boolean isHarmless(int c) {
    return c > 0x20 && c < 0x7f && c != '#' && c != '\\';
  }
}
