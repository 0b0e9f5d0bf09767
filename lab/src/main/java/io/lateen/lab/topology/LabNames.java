// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import io.lateen.lab.LabException;

/**
 * The names of everything the lab puts into the machine's network; all begin with one prefix, by
 * which left-overs are recognised.
 *
 * @param prefix lower-case letters and digits, 1 to 10 characters
 */
public record LabNames(String prefix) {

  /** The names of {@code lateen demo}. */
  public static final LabNames DEMO = new LabNames("lateen");

  /** Names with another prefix, so that a second lab may run beside the demo. */
  public static LabNames of(String prefix) throws LabException {
    if (!prefix.matches("[a-z][a-z0-9]{0,9}")) {
      throw new LabException(
          LabException.USAGE,
          "the lab's name prefix \"" + prefix + "\" is not usable",
          "take 1 to 10 lower-case letters and digits");
    }
    return new LabNames(prefix);
  }

  /** The namespace that joins all hosts, as the switch of a rack does. */
  public String switchNamespace() {
    return prefix + "-switch";
  }

  /** The interface of the machine itself; at most 15 characters (IFNAMSIZ). */
  public String rootInterface() {
    return prefix + "0";
  }

  /** The namespace of host {@code number}, counted from 1. */
  public String hostNamespace(int number) {
    return prefix + "-" + host(number);
  }

  /** The name of host {@code number} as the control plane knows it. */
  public String host(int number) {
    return "host" + number;
  }

  /** The namespace of a pod; pods outside of {@code default} carry their namespace. */
  public String podNamespace(String namespace, String pod) {
    return prefix + "-" + (namespace.equals("default") ? pod : namespace + "." + pod);
  }

  /** The namespace of the server that no mesh knows. */
  public String outsideNamespace() {
    return prefix + "-outside";
  }

  /** Whether a network namespace of the machine belongs to this lab. */
  public boolean owns(String networkNamespace) {
    return networkNamespace.startsWith(prefix + "-");
  }
}
