// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.nametable;

import io.lateen.proto.nds.v1.NameTable;
import io.lateen.translate.Generator;

/** Makes name tables (Istio: pkg/dns/server/name_table.go). */
public final class NameTableGenerator implements Generator<NameTableKey> {

  private static final String KUBERNETES = "Kubernetes";
  private static final String EXTERNAL = "External";

  @Override
  public NameTable message(NameTableKey key) {
    var table = NameTable.newBuilder();
    for (var entry : key.entries().values()) {
      if (table.containsTable(entry.host())) {
        continue;
      }
      table.putTable(
          entry.host(),
          NameTable.NameInfo.newBuilder()
              .addAllIps(entry.addresses())
              .setRegistry(entry.kubernetes() ? KUBERNETES : EXTERNAL)
              .setShortname(entry.shortName())
              .setNamespace(entry.namespace())
              .build());
    }
    return table.build();
  }
}
