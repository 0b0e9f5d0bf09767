// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.demo;

import io.lateen.lab.LabException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the machine that the control plane is going to open. */
final class Ports {

  private Ports() {}

  /** Fails when another program listens on one of them, on this address or on all. */
  static void requireFree(String address, int... ports) throws LabException {
    for (int port : ports) {
      try (var socket = new ServerSocket(port, 1, InetAddress.getByName(address))) {
        socket.setReuseAddress(true);
      } catch (IOException e) {
        throw new LabException(
            LabException.UNAVAILABLE,
            "port %d of %s is taken: %s".formatted(port, address, e.getMessage()),
            "see who has it with: ss -ltnp 'sport = :" + port + "'",
            e);
      }
    }
  }
}
