// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.ConnectionRoute;
import io.lateen.api.networking.HeaderRules;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/** Decodes TCPRoutes and TLSRoutes (gateway-api: apis/v1/tcproute_types.go, tlsroute_types.go). */
public final class ConnectionRouteDecoder implements SpecDecoder<ConnectionRoute> {

  private static final int MAX_RULES = 16;

  private final boolean tls;

  private ConnectionRouteDecoder(boolean tls) {
    this.tls = tls;
  }

  /** For TCPRoutes. */
  public static ConnectionRouteDecoder tcp() {
    return new ConnectionRouteDecoder(false);
  }

  /** For TLSRoutes. */
  public static ConnectionRouteDecoder tls() {
    return new ConnectionRouteDecoder(true);
  }

  @Override
  public ConnectionRoute decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    Names.atMost(in, "rules", MAX_RULES);
    var rules = in.objects("rules", ConnectionRouteDecoder::rule);
    if (rules.isEmpty()) {
      in.error("rules", "is required");
    }
    var route =
        new ConnectionRoute(
            References.parents(in, meta), tls ? Names.hostnames(in) : List.of(), rules);
    in.done();
    return route;
  }

  private static ConnectionRoute.Rule rule(ObjectReader in) {
    var rule =
        new ConnectionRoute.Rule(
            Names.section(in, "name"), References.backends(in, _ -> HeaderRules.NONE), in.line());
    in.done();
    return rule;
  }
}
