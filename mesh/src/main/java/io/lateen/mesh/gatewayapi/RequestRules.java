// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.gatewayapi;

import io.lateen.api.ConfigObject;
import io.lateen.api.gatewayapi.RequestRoute;
import io.lateen.api.gatewayapi.RequestRule;
import io.lateen.api.networking.DirectResponse;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpMirror;
import io.lateen.api.networking.HttpRoute;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The rules of one route in the words of VirtualServices (Istio: convertHTTPRoute). */
final class RequestRules {

  /** The answer where no backend gets a share. */
  private static final DirectResponse NOBODY_THERE = new DirectResponse(500, Optional.empty());

  private final ConfigObject<RequestRoute> route;
  private final Backends backends;
  private final boolean forMesh;

  /**
   * @param forMesh whether sidecars of callers apply the rules, not gateways
   */
  RequestRules(ConfigObject<RequestRoute> route, Backends backends, boolean forMesh) {
    this.route = route;
    this.backends = backends;
    this.forMesh = forMesh;
  }

  /** The rules with at most one condition each, in the author's order. */
  List<HttpRoute> on(Attachment parent) {
    var port = parent.isMesh() ? parent.ref().port() : OptionalInt.empty();
    var all = new ArrayList<HttpRoute>();
    var rules = route.spec().rules();
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      var name =
          rule.name().isEmpty() ? route.namespace() + "." + route.name() + "." + i : rule.name();
      if (rule.match().isEmpty()) {
        all.add(rule(rule, name, port.isPresent() ? List.of(onPort(port)) : List.of()));
      }
      for (var match : rule.match()) {
        all.add(rule(rule, name, List.of(onPort(match, port))));
      }
    }
    return all;
  }

  private HttpRoute rule(RequestRule rule, String name, List<HttpMatch> match) {
    boolean forwards = Backends.anyGetsShare(rule.backends());
    var origin = route.origin().of(route.key());
    return new HttpRoute(
        name,
        match,
        forwards ? backends.requests(route, rule.backends(), forMesh) : List.of(),
        rule.redirect(),
        forwards || rule.redirect().isPresent() ? Optional.empty() : Optional.of(NOBODY_THERE),
        Optional.empty(),
        rule.rewrite(),
        rule.timeout(),
        rule.retries(),
        Optional.empty(),
        mirrors(rule),
        rule.cors(),
        rule.headers(),
        rule.line(),
        Optional.of(origin));
  }

  private List<HttpMirror> mirrors(RequestRule rule) {
    return rule.mirrors().stream()
        .flatMap(
            mirror ->
                backends
                    .mirror(route, mirror.backend(), forMesh)
                    .map(to -> new HttpMirror(to, mirror.percentage()))
                    .stream())
        .toList();
  }

  private static HttpMatch onPort(OptionalInt port) {
    return new HttpMatch(
        "",
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        port,
        Map.of(),
        List.of(),
        Map.of(),
        false,
        Map.of(),
        "",
        "",
        0);
  }

  private static HttpMatch onPort(HttpMatch match, OptionalInt port) {
    return port.isEmpty()
        ? match
        : new HttpMatch(
            match.name(),
            match.uri(),
            match.scheme(),
            match.method(),
            match.authority(),
            match.headers(),
            port,
            match.sourceLabels(),
            match.gateways(),
            match.queryParams(),
            match.ignoreUriCase(),
            match.withoutHeaders(),
            match.sourceNamespace(),
            match.statPrefix(),
            match.line());
  }
}
