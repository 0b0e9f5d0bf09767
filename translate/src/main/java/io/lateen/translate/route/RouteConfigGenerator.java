// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.route;

import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.lateen.base.map.DiffMap;
import io.lateen.base.memo.Memo;
import io.lateen.proto.difference.Part;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Generator;
import io.lateen.translate.Provenance;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import io.lateen.translate.route.RouteConfigKey.Rest;
import java.util.List;

/** Makes route configurations (Istio: core/httproute.go, core/gateway.go). */
public final class RouteConfigGenerator implements Generator<RouteConfigKey> {

  /** Largest body of a direct response in bytes: what validation accepts (core/route/route.go). */
  private static final int MAX_DIRECT_BODY = 1024 * 1024;

  /** Most beginnings and ends of configurations kept (docs/limits.md). */
  static final int MAX_FRAMES = 1_000;

  /** All that stands before and behind the planned virtual hosts. */
  private record Frame(String name, Rest rest, RouteHeaders headers) {}

  private final HostEncoder hosts;
  private final Memo<Frame, List<Part>> frames = new Memo<>(MAX_FRAMES);

  private static final int BAD_GATEWAY = 502;

  /** RFC 9110 §15.5.20. */
  private static final int MISDIRECTED_REQUEST = 421;

  /**
   * @param keptBytes most bytes of virtual hosts kept, and of blocks of them
   */
  public RouteConfigGenerator(long keptBytes) {
    this.hosts = new HostEncoder(keptBytes);
  }

  /** How many virtual hosts are kept. */
  public int size() {
    return hosts.hosts();
  }

  /** How many beginnings and ends of route configurations are kept. */
  public int frames() {
    return frames.size();
  }

  /** How many blocks of virtual hosts are kept. */
  public int blocks() {
    return hosts.blocks();
  }

  @Override
  public RouteConfiguration message(RouteConfigKey key) {
    return whole(key);
  }

  private static RouteConfiguration whole(RouteConfigKey key) {
    var configuration = RouteConfiguration.newBuilder().setName(key.resourceName());
    for (var host : key.virtualHosts().values()) {
      configuration.addVirtualHosts(virtualHost(host.plan(), host.headers()));
    }
    return configuration.mergeFrom(rest(key)).build();
  }

  /** Puts virtual hosts together, each of which is encoded once for all route configurations. */
  @Override
  public EncodedResource generate(RouteConfigKey key) {
    return generate(key, EncodedHosts.NONE);
  }

  /**
   * The same, at the cost of what differs from another one.
   *
   * @param past any other route configuration
   */
  public EncodedResource generate(RouteConfigKey key, EncodedResource past) {
    return generate(key, past.hosts());
  }

  private EncodedResource generate(RouteConfigKey key, EncodedHosts past) {
    var frame =
        frames.get(
            new Frame(key.resourceName(), key.rest(), key.headers()),
            _ ->
                List.of(
                    part(RouteConfiguration.newBuilder().setName(key.resourceName()).build()),
                    part(rest(key))));
    var parts = hosts.encoded(frame.getFirst(), key.virtualHosts(), frame.getLast(), past);
    return EncodedResource.of(key.resourceName(), parts, key.provenance());
  }

  private static Part part(RouteConfiguration piece) {
    return Part.of(Packed.bytes(piece));
  }

  /** All but the name and the planned virtual hosts. */
  private static RouteConfiguration rest(RouteConfigKey key) {
    var configuration =
        RouteConfiguration.newBuilder()
            .setIgnorePortInHostMatching(true)
            .setMaxDirectResponseBodySizeBytes(ProtoValues.uint32(MAX_DIRECT_BODY))
            .setValidateClusters(ProtoValues.bool(false));
    switch (key.rest()) {
      case Rest.NotFound() -> {}
      case Rest.Misdirected(var name, var domains) ->
          configuration.addVirtualHosts(misdirected(name, domains, key.headers()));
      case Rest.Refuse() -> configuration.addVirtualHosts(refuse(key.headers()));
      case Rest.Pass(var cluster) ->
          configuration.addVirtualHosts(pass(IstioNames.ALLOW_ANY, cluster, key.headers()));
      case Rest.Resolve() ->
          configuration.addVirtualHosts(
              pass(
                  IstioNames.ALLOW_ANY_DYNAMIC,
                  IstioNames.ALLOW_ANY_DYNAMIC_CLUSTER,
                  key.headers()));
    }
    return configuration.build();
  }

  /** Routes of a listener for hosts that nobody declared and that the proxy resolves. */
  public static RouteConfiguration resolvingAny(RouteHeaders headers) {
    return whole(
        new RouteConfigKey(
            IstioNames.ALLOW_ANY_DYNAMIC,
            DiffMap.empty(),
            new Rest.Resolve(),
            headers,
            Provenance.BUILT_IN));
  }

  /** One virtual host. */
  public static VirtualHost virtualHost(VirtualHostPlan plan, RouteHeaders headers) {
    var host =
        VirtualHost.newBuilder()
            .setName(plan.name())
            .addAllDomains(plan.domains())
            .setIncludeRequestAttemptCount(
                headers.attempts() && (!plan.routes().isEmpty() || plan.requireTls()));
    if (plan.requireTls()) {
      host.setRequireTls(VirtualHost.TlsRequirementType.ALL);
    }
    for (var route : plan.routes()) {
      host.addRoutes(
          switch (route) {
            case RoutePlan.ToService toService -> ServiceRoute.of(toService);
            case RoutePlan.OfRule ofRule -> ofRule(ofRule, headers);
          });
    }
    return host.build();
  }

  private static Route ofRule(RoutePlan.OfRule plan, RouteHeaders headers) {
    var route = new RuleRoute(plan).route();
    return headers.forwardedHost() && plan.rule().rewrite().isPresent() && route.hasRoute()
        ? route.toBuilder()
            .setRoute(route.getRoute().toBuilder().setAppendXForwardedHost(true))
            .build()
        : route;
  }

  private static VirtualHost misdirected(String name, List<String> domains, RouteHeaders headers) {
    return VirtualHost.newBuilder()
        .setName(name)
        .addAllDomains(domains)
        .setIncludeRequestAttemptCount(headers.attempts())
        .addRoutes(
            Route.newBuilder()
                .setName(name)
                .setMatch(RouteMatch.newBuilder().setPrefix("/"))
                .setDirectResponse(
                    DirectResponseAction.newBuilder().setStatus(MISDIRECTED_REQUEST)))
        .build();
  }

  private static VirtualHost refuse(RouteHeaders headers) {
    return catchAll(
        IstioNames.BLOCK_ALL,
        Route.newBuilder()
            .setDirectResponse(DirectResponseAction.newBuilder().setStatus(BAD_GATEWAY)),
        headers);
  }

  private static VirtualHost pass(String name, String cluster, RouteHeaders headers) {
    return catchAll(
        name,
        Route.newBuilder()
            .setRoute(
                RouteAction.newBuilder()
                    .setCluster(cluster)
                    .setTimeout(RouteTimeouts.NONE)
                    .setMaxStreamDuration(RouteTimeouts.callerDecides())
                    .setAppendXForwardedHost(headers.forwardedHost())),
        headers);
  }

  private static VirtualHost catchAll(String name, Route.Builder route, RouteHeaders headers) {
    return VirtualHost.newBuilder()
        .setName(name)
        .addDomains("*")
        .setIncludeRequestAttemptCount(headers.attempts())
        .addRoutes(route.setName(name).setMatch(RouteMatch.newBuilder().setPrefix("/")))
        .build();
  }
}
