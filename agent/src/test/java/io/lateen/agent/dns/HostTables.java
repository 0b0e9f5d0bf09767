// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import io.lateen.proto.nds.v1.NameTable;
import io.lateen.proto.nds.v1.NameTable.NameInfo;
import java.util.List;
import java.util.Optional;

/** A small mesh's names. */
final class HostTables {

  private HostTables() {}

  static NameTable message() {
    return NameTable.newBuilder()
        .putTable("reviews.default.svc.cluster.local", info("10.78.0.5"))
        .putTable("db.data.svc.cluster.local", info("10.77.2.1", "10.77.2.2", "fd00::1"))
        .putTable("empty.default.svc.cluster.local", info())
        .putTable("api.example.com", info("240.240.0.1"))
        .putTable("*.wild.example.com", info("240.240.0.2"))
        .build();
  }

  static NameView.Mesh view() {
    return new NameView.Mesh(
        Optional.of(HostTable.of(message(), "default", "cluster.local")), "cluster.local");
  }

  private static NameInfo info(String... ips) {
    return NameInfo.newBuilder().addAllIps(List.of(ips)).build();
  }
}
