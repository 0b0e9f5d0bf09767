// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.DnsNames;
import io.lateen.api.decode.rule.Protocols;
import io.lateen.api.networking.PortSpec;
import io.lateen.base.decode.ObjectReader;
import java.util.OptionalInt;

/** Decodes ports with protocol and name. */
final class PortSpecDecoder {

  /** Stands in where a port is missing, which has been reported. */
  static final PortSpec NONE = new PortSpec(0, "", "", OptionalInt.empty());

  private PortSpecDecoder() {}

  /** A port of a gateway; its number may be 0 when it is a Unix socket. */
  static PortSpec decode(ObjectReader in, boolean zeroAllowed) {
    if (!in.has("number") && !zeroAllowed) {
      in.error("number", "is required");
    }
    var port =
        new PortSpec(
            in.integer("number", zeroAllowed ? 0 : 1, 65_535),
            in.string("protocol"),
            in.string("name"),
            OptionalInt.empty());
    if (in.integer("targetPort", 0, Checked.MAX_UINT) > 0) {
      in.error("targetPort", "has no meaning here");
    }
    in.done();
    if (!port.protocol().isEmpty()) {
      Protocols.fault(port.protocol()).ifPresent(fault -> in.error("protocol", fault));
    }
    return port;
  }

  /** A port of a sidecar: as {@link #decode}, and its name is a label. */
  static PortSpec sidecar(ObjectReader in, boolean zeroAllowed) {
    var port = decode(in, zeroAllowed);
    if (!port.name().isEmpty()) {
      DnsNames.labelFault(port.name()).ifPresent(fault -> in.error("name", fault));
    }
    return port;
  }
}
