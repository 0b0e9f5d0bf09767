// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.capture;

import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which ports are captured.
 *
 * @param all whether all ports are; {@code ports} is then empty
 * @param ports the captured ports, 1 to 65535
 */
public record PortSelection(boolean all, SortedSet<Integer> ports) {

  /** Every port. */
  public static final PortSelection ALL = new PortSelection(true, new TreeSet<>());

  /** Only these ports; none when empty. */
  public static PortSelection only(Collection<Integer> ports) {
    return new PortSelection(false, new TreeSet<>(ports));
  }
}
