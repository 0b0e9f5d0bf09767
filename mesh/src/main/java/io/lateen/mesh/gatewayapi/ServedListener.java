// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.Listener;
import java.util.List;
import java.util.Map;

/**
 * A listener of a Gateway that is served, before routes are attached to it.
 *
 * @param owner the Gateway or ListenerSet that holds it
 * @param parent the Gateway, which may be the same
 * @param listener as written
 * @param hosts {@code NAMESPACE/HOST} for each namespace whose routes may come
 */
record ServedListener(
    ConfigObject<?> owner, ConfigObject<?> parent, Listener listener, List<String> hosts) {

  private static final Map<String, List<String>> KINDS =
      Map.of(
          "HTTP", List.of("HTTPRoute", "GRPCRoute"),
          "HTTPS", List.of("HTTPRoute", "GRPCRoute"),
          "TCP", List.of("TCPRoute"),
          "TLS", List.of("TLSRoute"));

  ServedListener {
    hosts = List.copyOf(hosts);
  }

  /** Name of the Gateway that is made of it (InternalGatewayName). */
  String madeName() {
    return owner.name() + "~" + MadeObject.MARK + "~" + listener.name();
  }

  /** How rules name that Gateway. */
  String gateway() {
    return owner.namespace() + "/" + madeName();
  }

  /** Whether routes of that kind may come (GenerateGatewaySupportedKinds). */
  boolean takesKind(String group, String kind) {
    boolean ends = listener.tls().filter(tls -> tls.written() && !tls.passthrough()).isPresent();
    boolean supported =
        KINDS.getOrDefault(listener.protocol(), List.of()).contains(kind)
            || (listener.protocol().equals("TLS") && ends && kind.equals("TCPRoute"));
    return supported
        && (listener.kinds().isEmpty()
            || listener.kinds().stream()
                .anyMatch(one -> one.group().equals(group) && one.kind().equals(kind)));
  }
}
