// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.identity.socket;

import java.io.IOException;
import java.nio.file.Path;

/** Decides which processes may connect to a socket. Called on the accepting thread; quick. */
@FunctionalInterface
public interface PeerCheck {

  /** The verdict about one process. */
  Verdict check(PeerProcess peer);

  /**
   * Admits the Envoy of one workload only: a process of the Envoy user (or root) inside the
   * workload's network namespace. Root of another namespace is refused too, because a container's
   * root is root here when there are no user namespaces. What cannot be read is refused.
   *
   * @param envoyUid user of the Envoys
   * @param netns file that stands for the workload's namespace, such as {@code /run/netns/NAME}
   */
  static PeerCheck workload(int envoyUid, Path netns) {
    return workload(envoyUid, netns, Path.of("/proc"));
  }

  /** The same, with another place for the process table. */
  static PeerCheck workload(int envoyUid, Path netns, Path proc) {
    return peer -> {
      if (peer.uid() != envoyUid && peer.uid() != 0) {
        return new Verdict.Refused("user " + peer.uid() + " is not Envoy's user " + envoyUid);
      }
      if (peer.pid() <= 0) {
        return new Verdict.Refused("the process is not visible to the agent");
      }
      try {
        var theirs = proc.resolve(Integer.toString(peer.pid())).resolve("ns").resolve("net");
        return NetworkNamespace.of(theirs).equals(NetworkNamespace.of(netns))
            ? new Verdict.Allowed()
            : new Verdict.Refused("process " + peer.pid() + " is not in the workload's network");
      } catch (IOException e) {
        return new Verdict.Refused("the network of process " + peer.pid() + " is not known: " + e);
      }
    };
  }
}
