// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one process of the shop was asked to be.
 *
 * @param pod what {@code podname} and {@code x-served-by} say; the host name by default
 * @param cluster what {@code clustername} says; {@code null} as text when unknown, as the original
 */
record Options(String service, String version, int port, String pod, String cluster) {

  static final String USAGE =
      "usage: Bookinfo productpage|details|reviews|ratings|stranger"
          + " [--version v1] [--port 9080] [--pod NAME] [--cluster NAME]";

  private static final Set<String> SERVICES =
      Set.of("productpage", "details", "reviews", "ratings", "stranger");

  /** Empty when the arguments are not understood. */
  static Optional<Options> tryParse(String[] args, Map<String, String> environment) {
    if (args.length % 2 == 0 || !SERVICES.contains(args[0])) {
      return Optional.empty();
    }
    var options =
        new Options(
            args[0],
            environment.getOrDefault("SERVICE_VERSION", "v1"),
            9080,
            environment.getOrDefault("HOSTNAME", "unknown"),
            environment.getOrDefault("CLUSTER_NAME", "null"));
    for (int i = 1; i < args.length; i += 2) {
      var next = options.with(args[i], args[i + 1]);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      options = next.get();
    }
    return Optional.of(options);
  }

  private Optional<Options> with(String name, String value) {
    return switch (name) {
      case "--version" -> Optional.of(new Options(service, value, port, pod, cluster));
      case "--port" ->
          value.matches("[1-9][0-9]{0,4}") && Integer.parseInt(value) <= 65535
              ? Optional.of(new Options(service, version, Integer.parseInt(value), pod, cluster))
              : Optional.empty();
      case "--pod" -> Optional.of(new Options(service, version, port, value, cluster));
      case "--cluster" -> Optional.of(new Options(service, version, port, pod, value));
      default -> Optional.empty();
    };
  }
}
