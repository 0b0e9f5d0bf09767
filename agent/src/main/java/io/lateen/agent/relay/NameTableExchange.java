// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.relay;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Code;
import com.google.rpc.Status;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryRequest;
import io.envoyproxy.envoy.service.discovery.v3.DeltaDiscoveryResponse;
import io.lateen.proto.nds.v1.NameTable;
import java.util.ArrayList;
import java.util.List;

/** The relay's own subscription: name tables are for the node, Envoy never hears of them. */
final class NameTableExchange {

  /** What follows from a response: tables to hand over, and the answer for the control plane. */
  record Outcome(List<NameTable> tables, DeltaDiscoveryRequest.Builder answer) {}

  private final LastGoodCache cache;

  NameTableExchange(LastGoodCache cache) {
    this.cache = cache;
  }

  /** The first request: everything, except what is known. */
  DeltaDiscoveryRequest.Builder introduction() {
    var request = DeltaDiscoveryRequest.newBuilder().setTypeUrl(RelayTypes.NAME_TABLE);
    for (var name : cache.names(RelayTypes.NAME_TABLE)) {
      var resource = cache.get(RelayTypes.NAME_TABLE, name);
      if (resource != null) {
        request.putInitialResourceVersions(name, resource.getVersion());
      }
    }
    return request;
  }

  /** Accepts a response when every table in it is readable; otherwise keeps what it has. */
  Outcome take(DeltaDiscoveryResponse response) {
    var answer =
        DeltaDiscoveryRequest.newBuilder()
            .setTypeUrl(RelayTypes.NAME_TABLE)
            .setResponseNonce(response.getNonce());
    var tables = new ArrayList<NameTable>();
    try {
      for (var resource : response.getResourcesList()) {
        tables.add(NameTable.parseFrom(resource.getResource().getValue()));
      }
    } catch (InvalidProtocolBufferException e) {
      var refusal =
          Status.newBuilder()
              .setCode(Code.INVALID_ARGUMENT_VALUE)
              .setMessage("not a name table: " + e.getMessage());
      return new Outcome(List.of(), answer.setErrorDetail(refusal));
    }
    cache.commit(
        RelayTypes.NAME_TABLE, response.getResourcesList(), response.getRemovedResourcesList());
    return new Outcome(tables, answer);
  }
}
