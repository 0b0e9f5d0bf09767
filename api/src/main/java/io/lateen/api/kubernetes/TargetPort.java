// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

/** The port of the pods behind a service port. */
public sealed interface TargetPort {

  /** The same number as the service port. */
  record Same() implements TargetPort {}

  /**
   * A number.
   *
   * @param port 1 to 65535
   */
  record Number(int port) implements TargetPort {}

  /**
   * A named container port.
   *
   * @param name its name
   */
  record Name(String name) implements TargetPort {}
}
