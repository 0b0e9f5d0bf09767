// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.config;

import io.lateen.controlplane.door.DoorLimits;
import io.lateen.xds.server.XdsLimits;
import java.time.Duration;

/**
 * What nodes and proxies may use of this control plane; {@code limits} of the file.
 *
 * @param connections open at once
 * @param connectionsPerAddress of one address
 * @param connectionsPerIdentity of one node
 * @param streams discovery streams open at once
 * @param streamsPerIdentity of one node
 * @param connectionAge after which a node is asked to connect again, to any control plane; zero for
 *     never
 * @param differences whether agents get differences instead of whole resources
 */
public record ServingLimits(
    int connections,
    int connectionsPerAddress,
    int connectionsPerIdentity,
    int streams,
    int streamsPerIdentity,
    Duration connectionAge,
    boolean differences) {

  /** What holds where the file says nothing. */
  public static final ServingLimits DEFAULT =
      new ServingLimits(
          DoorLimits.DEFAULT.connections(),
          DoorLimits.DEFAULT.connectionsPerAddress(),
          DoorLimits.DEFAULT.connectionsPerIdentity(),
          XdsLimits.DEFAULT.streams(),
          XdsLimits.DEFAULT.streamsPerPeer(),
          DoorLimits.DEFAULT.connectionAge(),
          XdsLimits.DEFAULT.differences());

  /** Those of the door: it takes twice as many calls as there are streams. */
  public DoorLimits door() {
    var rest = DoorLimits.DEFAULT;
    return new DoorLimits(
        connections,
        connectionsPerAddress,
        connectionsPerIdentity,
        rest.strangersPerAddress(),
        rest.handshake(),
        connectionAge,
        Math.max(rest.calls(), 2 * streams),
        Math.max(rest.callsPerAddress(), 2 * streams),
        Math.max(rest.callsPerIdentity(), 2 * streamsPerIdentity));
  }

  /** Those of the discovery service. */
  public XdsLimits xds() {
    var rest = XdsLimits.DEFAULT;
    return new XdsLimits(
        rest.stream(),
        streams,
        streamsPerIdentity,
        rest.requestBytes(),
        rest.requestsPerSecond(),
        rest.requestBurst(),
        rest.firstRequest(),
        differences);
  }
}
