// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import io.lateen.base.Copies;
import java.util.List;
import java.util.Map;

/**
 * One container of a pod.
 *
 * @param name name, unique in the pod
 * @param image image to run
 * @param command replaces the entry point; empty for that of the image
 * @param args arguments; empty for those of the image
 * @param env environment variables that have plain values
 * @param ports ports that the container names
 */
public record Container(
    String name,
    String image,
    List<String> command,
    List<String> args,
    Map<String, String> env,
    List<ContainerPort> ports) {

  /** Copies the collections. */
  public Container {
    command = List.copyOf(command);
    args = List.copyOf(args);
    env = Copies.sorted(env);
    ports = List.copyOf(ports);
  }
}
