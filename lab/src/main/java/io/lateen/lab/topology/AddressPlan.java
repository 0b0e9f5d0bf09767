// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import io.lateen.lab.LabException;
import java.util.regex.Pattern;

/**
 * Who has which address. Hosts and pods share one flat IPv4 /16; virtual addresses of services come
 * from the /16 after it, the outside world from the one after that.
 *
 * @param first first number of the network, as 10 in {@code 10.77.0.0/16}
 * @param second second number, as 77
 */
public record AddressPlan(int first, int second) {

  /** Most hosts: the third number of an address. */
  public static final int MAX_HOSTS = 200;

  /** Most pods on one host: the fourth number, less the host's own and a reserve. */
  public static final int MAX_PODS_PER_HOST = 200;

  /** Most services with a virtual address. */
  public static final int MAX_SERVICES = 60_000;

  private static final int FIRST_POD = 10;
  private static final int FIRST_SERVICE = 10;
  private static final Pattern NETWORK = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.0\\.0/16");

  /** Reads {@code A.B.0.0/16}. */
  public static AddressPlan parse(String network) throws LabException {
    var match = NETWORK.matcher(network);
    if (match.matches()) {
      int first = Integer.parseInt(match.group(1));
      int second = Integer.parseInt(match.group(2));
      if (first >= 1 && first <= 223 && first != 127 && second <= 253) {
        return new AddressPlan(first, second);
      }
    }
    throw new LabException(
        LabException.USAGE,
        "the lab's network \"" + network + "\" is not usable",
        "set LATEEN_LAB_NETWORK to a /16 such as 10.77.0.0/16; the two /16 after it are used as"
            + " well");
  }

  /** The machine itself, where the control plane listens. */
  public String controlPlane() {
    return address(second, 0, 1);
  }

  /** Host {@code number}, counted from 1. */
  public String host(int number) {
    return address(second, number, 1);
  }

  /** Pod {@code index} of a host, counted from 0. */
  public String pod(int host, int index) {
    return address(second, host, FIRST_POD + index);
  }

  /** Virtual address {@code index}, counted from 0. */
  public String service(int index) {
    int number = FIRST_SERVICE + index;
    return address(second + 1, number / 250, number % 250 + 1);
  }

  /** The server that no mesh knows. */
  public String outside() {
    return address(second + 2, 0, 10);
  }

  /** Hosts and pods. */
  public String hostNetwork() {
    return address(second, 0, 0) + "/16";
  }

  /** Virtual addresses of services. */
  public String serviceNetwork() {
    return address(second + 1, 0, 0) + "/16";
  }

  /** The outside world. */
  public String outsideNetwork() {
    return address(second + 2, 0, 0) + "/16";
  }

  private String address(int b, int c, int d) {
    return first + "." + b + "." + c + "." + d;
  }
}
