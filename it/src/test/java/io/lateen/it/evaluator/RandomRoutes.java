// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.evaluator;

import com.google.protobuf.BoolValue;
import com.google.protobuf.UInt32Value;
import io.envoyproxy.envoy.config.core.v3.RuntimeFractionalPercent;
import io.envoyproxy.envoy.config.route.v3.DirectResponseAction;
import io.envoyproxy.envoy.config.route.v3.HeaderMatcher;
import io.envoyproxy.envoy.config.route.v3.QueryParameterMatcher;
import io.envoyproxy.envoy.config.route.v3.RedirectAction;
import io.envoyproxy.envoy.config.route.v3.Route;
import io.envoyproxy.envoy.config.route.v3.RouteAction;
import io.envoyproxy.envoy.config.route.v3.RouteConfiguration;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.config.route.v3.VirtualHost;
import io.envoyproxy.envoy.config.route.v3.WeightedCluster;
import io.envoyproxy.envoy.type.matcher.v3.RegexMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.v3.FractionalPercent;
import io.envoyproxy.envoy.type.v3.Int64Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Virtual hosts and routes with conditions of every kind. */
final class RandomRoutes {

  private static final int ROUTES = 5;
  private static final List<String> DOMAINS =
      List.of(
          "a.test",
          "b.test",
          "b.test:7001",
          "x.a.test",
          "*.a.test",
          "*.test",
          "www.*",
          "a.*",
          "*",
          "other",
          "127.9.0.1");

  private final Random random;

  RandomRoutes(Random random) {
    this.random = random;
  }

  RouteConfiguration config() {
    var domains = new ArrayList<>(DOMAINS);
    Collections.shuffle(domains, random);
    var config =
        RouteConfiguration.newBuilder()
            .setName("r")
            .setIgnorePortInHostMatching(random.nextBoolean());
    for (int i = 0; i < 4; i++) {
      var host = VirtualHost.newBuilder().setName("h" + i).addDomains(domains.get(2 * i));
      host.addDomains(domains.get(2 * i + 1));
      if (random.nextInt(6) == 0) {
        host.setRequireTls(VirtualHost.TlsRequirementType.ALL);
      }
      for (int r = 0; r < ROUTES; r++) {
        host.addRoutes(route());
      }
      config.addVirtualHosts(host);
    }
    return config.build();
  }

  private Route route() {
    var route = Route.newBuilder().setMatch(match());
    return switch (random.nextInt(8)) {
      case 0 -> route.setRedirect(RedirectAction.newBuilder().setHostRedirect("elsewhere")).build();
      case 1 -> route.setDirectResponse(DirectResponseAction.newBuilder().setStatus(418)).build();
      case 2 ->
          route
              .setRoute(
                  RouteAction.newBuilder()
                      .setWeightedClusters(
                          WeightedCluster.newBuilder().addClusters(share()).addClusters(share())))
              .build();
      case 3 -> route.setRoute(RouteAction.newBuilder().setClusterHeader("x-c")).build();
      default -> route.setRoute(RouteAction.newBuilder().setCluster(cluster())).build();
    };
  }

  private WeightedCluster.ClusterWeight share() {
    return WeightedCluster.ClusterWeight.newBuilder()
        .setName(cluster())
        .setWeight(UInt32Value.of(1 + random.nextInt(9)))
        .build();
  }

  private RouteMatch match() {
    var match = RouteMatch.newBuilder();
    switch (random.nextInt(5)) {
      case 0 -> match.setPath(pick(List.of("/", "/a", "/b", "/a/b")));
      case 1 -> match.setPathSeparatedPrefix(pick(List.of("/a", "/x", "/a/b")));
      case 2 ->
          match.setSafeRegex(regex(pick(List.of("/a.*", "/[ab]", "/x/[0-9]+/y", "/(a|b)/?.*"))));
      default -> match.setPrefix(pick(List.of("/", "/a", "/b", "/x")));
    }
    if (random.nextInt(4) == 0 && !match.hasSafeRegex()) {
      match.setCaseSensitive(BoolValue.of(random.nextBoolean()));
    }
    if (random.nextInt(2) == 0) {
      match.addHeaders(header());
    }
    if (random.nextInt(5) == 0) {
      match.addHeaders(header());
    }
    if (random.nextInt(5) == 0) {
      match.addQueryParameters(parameter());
    }
    if (random.nextInt(8) == 0) {
      match.setRuntimeFraction(
          RuntimeFractionalPercent.newBuilder()
              .setDefaultValue(
                  FractionalPercent.newBuilder().setNumerator(random.nextBoolean() ? 100 : 0)));
    }
    return match.build();
  }

  private HeaderMatcher header() {
    var header =
        HeaderMatcher.newBuilder()
            .setName(pick(List.of("x-a", "x-n", ":method", ":authority", ":path", "host")));
    switch (random.nextInt(5)) {
      case 0 -> header.setPresentMatch(random.nextBoolean());
      case 1 -> header.setRangeMatch(Int64Range.newBuilder().setStart(2).setEnd(12));
      default -> header.setStringMatch(text());
    }
    if (random.nextInt(3) == 0) {
      header.setInvertMatch(true);
    }
    if (random.nextInt(4) == 0) {
      header.setTreatMissingHeaderAsEmpty(true);
    }
    return header.build();
  }

  private QueryParameterMatcher parameter() {
    var parameter = QueryParameterMatcher.newBuilder().setName(pick(List.of("x", "y")));
    return random.nextBoolean()
        ? parameter.setPresentMatch(random.nextBoolean()).build()
        : parameter
            .setStringMatch(StringMatcher.newBuilder().setExact(pick(List.of("1", "2"))))
            .build();
  }

  private StringMatcher text() {
    var text = StringMatcher.newBuilder();
    switch (random.nextInt(5)) {
      case 0 -> text.setExact(pick(List.of("one", "1", "GET", "a.test", "/a")));
      case 1 -> text.setPrefix(pick(List.of("one", "pre", "G", "/a", "a.")));
      case 2 -> text.setSuffix(pick(List.of("one", "suffix", "T", "test", "b")));
      case 3 -> text.setContains(pick(List.of("one", "-", "E", "/", ".")));
      default -> text.setSafeRegex(regex(pick(List.of("[0-9]+", ".*one.*", "GET|POST", "/.*"))));
    }
    if (!text.hasSafeRegex() && random.nextInt(3) == 0) {
      text.setIgnoreCase(true);
    }
    return text.build();
  }

  private static RegexMatcher regex(String pattern) {
    return RegexMatcher.newBuilder().setRegex(pattern).build();
  }

  private String cluster() {
    return "c" + random.nextInt(6);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
