// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

/**
 * Narrows what is printed; empty texts and 0 let everything pass.
 *
 * @param name of a route configuration or secret
 * @param port of a listener, cluster or endpoint
 */
record Filter(
    String fqdn,
    int port,
    String subset,
    String direction,
    String address,
    String cluster,
    String status,
    String name) {

  static final Filter ALL = new Filter("", 0, "", "", "", "", "", "");

  static boolean passes(String wanted, String value) {
    return wanted.isEmpty() || wanted.equalsIgnoreCase(value);
  }

  boolean passesPort(int value) {
    return port == 0 || port == value;
  }
}
