// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.evaluate;

import com.google.protobuf.Any;
import com.google.re2j.Pattern;
import io.envoyproxy.envoy.config.listener.v3.Filter;
import io.envoyproxy.envoy.config.rbac.v3.RBAC;
import io.envoyproxy.envoy.config.route.v3.FilterConfig;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.extensions.filters.http.fault.v3.HTTPFault;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.translate.Provenance;
import io.lateen.translate.evaluate.Step.Place;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The filters on the way that may stop, delay or change a call. */
final class PolicyLookup {

  private static final String APPLIES = "applies";

  /** No part of a listener: the object that a policy names counts. */
  private static final String NO_PART = "#policy" + Provenance.TLS;

  private static final Pattern NAMED =
      Pattern.compile("(?:istio-ext-authz-)?ns\\[(.*)]-policy\\[(.*)]-rule\\[.*]");
  private static final Class<io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC>
      NETWORK_RBAC = io.envoyproxy.envoy.extensions.filters.network.rbac.v3.RBAC.class;
  private static final Class<io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC> HTTP_RBAC =
      io.envoyproxy.envoy.extensions.filters.http.rbac.v3.RBAC.class;

  /** Words in type URLs of filters that decide about calls wherever they are in the chain. */
  private static final Set<String> DECIDING =
      Set.of(
          ".rbac.",
          ".jwt_authn.",
          ".ext_authz.",
          ".ext_proc.",
          ".local_ratelimit.",
          ".ratelimit.",
          ".oauth2.",
          ".wasm.",
          ".lua.",
          ".csrf.");

  private final AnswerBuilder answer;
  private final AccessRules rules;

  PolicyLookup(AnswerBuilder answer, AccessRules rules) {
    this.answer = answer;
    this.rules = rules;
  }

  void network(Filter filter, Place place) {
    var config = filter.getTypedConfig();
    if (config.is(NETWORK_RBAC)) {
      var access = Unpacked.of(config, NETWORK_RBAC);
      if (access.hasRules()) {
        access(filter.getName(), access.getRules(), place);
      }
    } else if (decides(config)) {
      answer.policy(
          new PolicyDecision(filter.getName(), APPLIES, ""), place, "the filter chain holds it");
    }
  }

  /** Rules that decide; those that only take note are no policy on the way. */
  private void access(String filter, RBAC access, Place place) {
    rules
        .verdict(access)
        .ifPresent(
            verdict -> {
              var decision = verdict.allowed() ? "allow" : "deny";
              var here =
                  new Place(place.type(), place.resource(), NO_PART, object(verdict.policy()));
              answer.policy(
                  new PolicyDecision(filter, decision, verdict.policy()),
                  here,
                  verdict.policy().isEmpty()
                      ? decision + ": no rule fits"
                      : decision + ": its rule fits");
            });
  }

  /** The object that a policy is named after: {@code ns[NAMESPACE]-policy[NAME]-rule[INDEX]}. */
  private static String object(String policy) {
    var named = NAMED.matcher(policy);
    return named.matches()
        ? "/apis/security.istio.io/v1/namespaces/%s/authorization-policy/%s"
            .formatted(named.group(1), named.group(2))
        : "";
  }

  /** Filters of the connection manager, as the route sets them up. */
  void http(
      HttpConnectionManager manager,
      RouteConfiguration routes,
      VirtualHost host,
      Route route,
      Place place) {
    for (var filter : manager.getHttpFiltersList()) {
      var own = override(filter.getName(), routes, host, route);
      if (own.filter(PolicyLookup::isOff).isPresent() || (filter.getDisabled() && own.isEmpty())) {
        continue;
      }
      if (filter.getTypedConfig().is(HTTP_RBAC)) {
        var access = Unpacked.of(filter.getTypedConfig(), HTTP_RBAC);
        if (access.hasRules()) {
          access(filter.getName(), access.getRules(), place);
        }
        continue;
      }
      describe(filter, own)
          .ifPresent(
              what ->
                  answer.policy(new PolicyDecision(filter.getName(), APPLIES, ""), place, what));
    }
  }

  private static Optional<String> describe(HttpFilter filter, Optional<Any> own) {
    var type = filter.getTypedConfig().getTypeUrl();
    if (decides(filter.getTypedConfig())) {
      return Optional.of(own.isPresent() ? "set up by the route" : "holds for all routes");
    }
    if (type.endsWith("fault.v3.HTTPFault")) {
      return own.or(() -> Optional.of(filter.getTypedConfig()))
          .filter(config -> config.is(HTTPFault.class))
          .flatMap(config -> faults(Unpacked.of(config, HTTPFault.class)));
    }
    return type.endsWith("cors.v3.Cors") ? own.map(_ -> "the route answers preflights") : none();
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Optional<String> faults(HTTPFault fault) {
    var abort = fault.hasAbort() ? "aborts with " + fault.getAbort().getHttpStatus() : "";
    var delay = fault.hasDelay() ? "delays" : "";
    var both = Stream.of(delay, abort).filter(text -> !text.isEmpty()).toList();
    return both.isEmpty() ? none() : Optional.of(String.join(" and ", both) + " some requests");
  }

  private static boolean decides(Any config) {
    return DECIDING.stream().anyMatch(config.getTypeUrl()::contains);
  }

  /** The most specific setting for one route. */
  private static Optional<Any> override(
      String filter, RouteConfiguration routes, VirtualHost host, Route route) {
    return Optional.ofNullable(route.getTypedPerFilterConfigMap().get(filter))
        .or(() -> Optional.ofNullable(host.getTypedPerFilterConfigMap().get(filter)))
        .or(() -> Optional.ofNullable(routes.getTypedPerFilterConfigMap().get(filter)));
  }

  private static boolean isOff(Any config) {
    return config.is(FilterConfig.class) && Unpacked.of(config, FilterConfig.class).getDisabled();
  }
}
