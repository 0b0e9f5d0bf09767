// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

/**
 * A port under which clients call a service.
 *
 * @param number 1 to 65535
 * @param name empty for the only port of a Kubernetes Service without a name
 * @param target where instances listen: a number, the name of a container port, or empty for {@code
 *     number}
 */
public record ServicePort(int number, String name, Protocol protocol, String target) {

  /** The number of the target, or 0 when instances name their own. */
  public int targetNumber() {
    if (target.isEmpty()) {
      return number;
    }
    return target.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(target) : 0;
  }
}
