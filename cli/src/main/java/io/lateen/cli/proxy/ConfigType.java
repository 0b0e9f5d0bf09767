// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.proxy;

import io.lateen.cli.shell.CommandException;

/** What {@code proxy-config} shows, with istioctl's aliases. */
enum ConfigType {
  CLUSTER,
  LISTENER,
  ROUTE,
  ENDPOINT,
  SECRET,
  BOOTSTRAP,
  ALL;

  static ConfigType parse(String word) throws CommandException {
    return switch (word) {
      case "cluster", "clusters", "c" -> CLUSTER;
      case "listener", "listeners", "l" -> LISTENER;
      case "route", "routes", "r" -> ROUTE;
      case "endpoint", "endpoints", "ep", "eds" -> ENDPOINT;
      case "secret", "secrets", "s" -> SECRET;
      case "bootstrap", "b" -> BOOTSTRAP;
      case "all", "a" -> ALL;
      default ->
          throw CommandException.usage(
              word + " is not a type of configuration",
              "use cluster, listener, route, endpoint, secret, bootstrap or all");
    };
  }
}
