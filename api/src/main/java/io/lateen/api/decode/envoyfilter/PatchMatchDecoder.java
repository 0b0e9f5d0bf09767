// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.envoyfilter;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.envoyfilter.ObjectMatch;
import io.lateen.api.envoyfilter.ObjectMatch.Filter;
import io.lateen.api.envoyfilter.ObjectMatch.FilterChain;
import io.lateen.api.envoyfilter.ObjectMatch.Route;
import io.lateen.api.envoyfilter.ObjectMatch.RouteAction;
import io.lateen.api.envoyfilter.ObjectMatch.VirtualHost;
import io.lateen.api.envoyfilter.ProxyMatch;
import io.lateen.base.Regex;
import io.lateen.base.decode.ObjectReader;
import java.util.Optional;

/** Decodes conditions of patches. */
final class PatchMatchDecoder {

  /** Largest port number that the schema takes; numbers above 65535 match nothing. */
  private static final long MAX_NUMBER = 4_294_967_295L;

  private PatchMatchDecoder() {}

  static ProxyMatch proxy(ObjectReader in) {
    var version = in.string("proxyVersion");
    if (version.length() > Regex.MAX_PATTERN_LENGTH) {
      in.warning(
          "proxyVersion",
          "is longer than " + Regex.MAX_PATTERN_LENGTH + " characters and ignored",
          "");
      version = "";
    } else if (!version.isEmpty()) {
      Checked.regexFault(version).ifPresent(fault -> in.error("proxyVersion", fault));
    }
    var proxy = new ProxyMatch(version, in.stringMap("metadata"));
    in.done();
    return proxy;
  }

  /** The condition on the thing, one of four fields. */
  static Optional<ObjectMatch> object(ObjectReader in) {
    Checked.atMostOne(in, "listener", "routeConfiguration", "cluster", "waypoint");
    Optional<ObjectMatch> listener = in.object("listener", PatchMatchDecoder::listener);
    Optional<ObjectMatch> routes = in.object("routeConfiguration", PatchMatchDecoder::routes);
    Optional<ObjectMatch> cluster = in.object("cluster", PatchMatchDecoder::cluster);
    Optional<ObjectMatch> waypoint = in.object("waypoint", PatchMatchDecoder::waypoint);
    return listener.or(() -> routes).or(() -> cluster).or(() -> waypoint);
  }

  private static long number(ObjectReader in, String field) {
    return in.value(field).map(value -> value.integer(0L, MAX_NUMBER).orElse(0L)).orElse(0L);
  }

  private static ObjectMatch listener(ObjectReader in) {
    var match =
        new ObjectMatch.Listener(
            number(in, "portNumber"),
            in.string("portName"),
            in.string("name"),
            in.string("listenerFilter"),
            in.object("filterChain", PatchMatchDecoder::filterChain));
    in.done();
    return match;
  }

  private static FilterChain filterChain(ObjectReader in) {
    var match =
        new FilterChain(
            in.string("name"),
            in.string("sni"),
            in.string("transportProtocol"),
            in.string("applicationProtocols"),
            number(in, "destinationPort"),
            in.string("transportSocket"),
            in.object("filter", PatchMatchDecoder::filter));
    in.done();
    return match;
  }

  private static Filter filter(ObjectReader in) {
    var match =
        new Filter(in.string("name"), in.object("subFilter", PatchMatchDecoder::name).orElse(""));
    in.done();
    return match;
  }

  private static String name(ObjectReader in) {
    var name = in.string("name");
    in.done();
    return name;
  }

  private static ObjectMatch routes(ObjectReader in) {
    var match =
        new ObjectMatch.RouteConfiguration(
            number(in, "portNumber"),
            in.string("portName"),
            in.string("gateway"),
            in.string("name"),
            in.object("vhost", PatchMatchDecoder::virtualHost));
    in.done();
    return match;
  }

  private static VirtualHost virtualHost(ObjectReader in) {
    var match =
        new VirtualHost(
            in.string("name"),
            in.string("domainName"),
            in.object("route", PatchMatchDecoder::route));
    in.done();
    return match;
  }

  private static Route route(ObjectReader in) {
    var match = new Route(in.string("name"), in.enumeration("action", RouteAction.ANY));
    in.done();
    return match;
  }

  private static ObjectMatch cluster(ObjectReader in) {
    var match =
        new ObjectMatch.Cluster(
            number(in, "portNumber"), in.string("service"), in.string("subset"), in.string("name"));
    in.done();
    return match;
  }

  private static ObjectMatch waypoint(ObjectReader in) {
    var match =
        new ObjectMatch.Waypoint(
            Checked.port(in, "portNumber").orElse(0),
            in.object("route", PatchMatchDecoder::name).orElse(""),
            in.object("filter", PatchMatchDecoder::filter));
    in.done();
    return match;
  }
}
