// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.door;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.ServerTransportFilter;

/** Lets calls find the {@link Visit} of their connection, once it has begun to speak HTTP/2. */
final class Transports extends ServerTransportFilter {

  private final Visits visits;

  Transports(Visits visits) {
    this.visits = visits;
  }

  @Override
  public Attributes transportReady(Attributes attributes) {
    var local = attributes.get(Grpc.TRANSPORT_ATTR_LOCAL_ADDR);
    var remote = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    if (local == null || remote == null) {
      return attributes;
    }
    var found = visits.find(local, remote);
    found.ifPresent(Visit::greeted);
    return found
        .map(visit -> attributes.toBuilder().set(Visit.KEY, visit).build())
        .orElse(attributes); // It has ended meanwhile.
  }
}
