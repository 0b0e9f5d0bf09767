// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.gatewayapi.RequestRoute;
import io.lateen.api.gatewayapi.RequestRule;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.StringMatch;
import io.lateen.base.decode.ObjectReader;
import java.util.List;

/**
 * Decodes HTTPRoutes and GRPCRoutes (gateway-api: apis/v1/httproute_types.go, grpcroute_types.go).
 */
public final class RequestRouteDecoder implements SpecDecoder<RequestRoute> {

  private static final int MAX_RULES = 16;
  private static final int MAX_MATCHES = 128;
  private static final int MAX_HOSTNAMES = 16;

  private final boolean grpc;

  private RequestRouteDecoder(boolean grpc) {
    this.grpc = grpc;
  }

  /** For HTTPRoutes. */
  public static RequestRouteDecoder http() {
    return new RequestRouteDecoder(false);
  }

  /** For GRPCRoutes. */
  public static RequestRouteDecoder grpc() {
    return new RequestRouteDecoder(true);
  }

  @Override
  public RequestRoute decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    Names.atMost(in, "rules", MAX_RULES);
    Names.atMost(in, "hostnames", MAX_HOSTNAMES);
    var rules = in.objects("rules", this::rule);
    if (!grpc && !in.has("rules")) {
      rules = List.of(everything(in.line()));
    } else if (!grpc && rules.isEmpty()) {
      in.error("rules", "must not be empty");
    }
    if (rules.stream().mapToInt(rule -> rule.match().size()).sum() > MAX_MATCHES) {
      in.error("rules", "have more than " + MAX_MATCHES + " matches in all");
    }
    Names.unique(in, "rules", rules.stream().map(RequestRule::name));
    var route = new RequestRoute(References.parents(in, meta), Names.hostnames(in), rules);
    in.done();
    return route;
  }

  /** The rule of a route that has none. */
  private static RequestRule everything(int line) {
    return RouteFilters.NONE.rule("", List.of(), RequestLimits.NONE, List.of(), line);
  }

  private RequestRule rule(ObjectReader in) {
    var matches = grpc ? RequestMatches.grpc(in) : RequestMatches.http(in);
    var filters = RouteFilters.of(in, grpc);
    var name = Names.section(in, "name");
    var backends = References.backends(in, part -> RouteFilters.ofBackend(part, grpc));
    var limits = grpc ? RequestLimits.NONE : RequestLimits.read(in);
    if (in.has("sessionPersistence")) {
      in.warning(
          "sessionPersistence",
          "has no effect on routes, as in Istio",
          "label the Service istio.io/persistent-session, or write a DestinationRule with"
              + " consistentHash");
    }
    in.done();
    if (filters.redirect().isPresent() && !backends.isEmpty()) {
      in.error("backendRefs", "cannot stand beside the filter RequestRedirect");
    }
    if (filters.replacesPrefix() && !isOnePrefix(matches)) {
      in.error("filters", "ReplacePrefixMatch needs exactly one match, of the type PathPrefix");
    }
    return filters.rule(name, matches, limits, backends, in.line());
  }

  /** A rule without conditions stands for the prefix of all paths. */
  private static boolean isOnePrefix(List<HttpMatch> matches) {
    return matches.isEmpty()
        || (matches.size() == 1
            && matches.getFirst().uri().filter(StringMatch.Prefix.class::isInstance).isPresent());
  }
}
