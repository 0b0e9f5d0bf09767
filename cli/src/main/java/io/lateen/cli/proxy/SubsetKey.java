// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

/**
 * The parts of a cluster name {@code direction|port|subset|host} (istio/istio
 * pilot/pkg/model/push_context.go); other names stand for themselves.
 */
record SubsetKey(String direction, String port, String subset, String host) {

  private static final String NONE = "-";

  static SubsetKey parse(String cluster) {
    var parts = cluster.split("\\|", -1);
    if (parts.length != 4) {
      return new SubsetKey(NONE, NONE, NONE, cluster);
    }
    return new SubsetKey(parts[0], parts[1], parts[2].isEmpty() ? NONE : parts[2], parts[3]);
  }

  /** The port as a number to sort by. */
  int portNumber() {
    try {
      return Integer.parseInt(port);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
