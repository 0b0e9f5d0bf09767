// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.networking;

import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Headers;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMirror;
import io.lateen.api.networking.HttpRewrite;
import io.lateen.api.networking.HttpRoute;
import io.lateen.api.networking.StringMatch;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decodes the HTTP rules of a virtual service. */
final class HttpRouteDecoder {

  private final boolean inDelegate;

  /**
   * A decoder for one virtual service.
   *
   * @param inDelegate whether it has no hosts, so that others delegate to it
   */
  HttpRouteDecoder(boolean inDelegate) {
    this.inDelegate = inDelegate;
  }

  HttpRoute decode(ObjectReader in) {
    var route =
        new HttpRoute(
            in.string("name"),
            HttpMatchDecoder.list(in),
            DestinationDecoder.httpDestinations(in),
            in.object("redirect", HttpActionDecoder::redirect),
            in.object("directResponse", HttpActionDecoder::directResponse),
            in.object("delegate", HttpActionDecoder::delegate),
            in.object("rewrite", HttpActionDecoder::rewrite),
            Checked.duration(in, "timeout"),
            in.object("retries", HttpPolicyDecoder::retries),
            in.object("fault", HttpFaultDecoder::fault),
            mirrors(in),
            in.object("corsPolicy", HttpPolicyDecoder::cors),
            HeaderRulesDecoder.read(in),
            in.line());
    Checked.withoutEffect(in, "websocketUpgrade");
    in.done();
    checkActions(in, route);
    checkAuthority(in, route);
    checkPrefixRedirect(in, route);
    return route;
  }

  private static List<HttpMirror> mirrors(ObjectReader in) {
    var mirrors = new ArrayList<HttpMirror>();
    var older = olderPercentage(in);
    in.object("mirror", DestinationDecoder::destination)
        .ifPresent(destination -> mirrors.add(new HttpMirror(destination, older)));
    mirrors.addAll(in.objects("mirrors", HttpPolicyDecoder::mirror));
    Checked.atMostOne(in, "mirror", "mirrors");
    return mirrors;
  }

  private static double olderPercentage(ObjectReader in) {
    var percentage = HttpPolicyDecoder.percentage(in, "mirrorPercentage");
    var result = percentage.orElse(100);
    for (var field : List.of("mirrorPercent", "mirror_percent")) {
      var percent = in.optionalInteger(field, 0, 100);
      if (percent.isPresent()) {
        in.warning(field, "is deprecated", "use mirrorPercentage");
        result = percentage.orElse(percent.getAsInt());
      }
    }
    return result;
  }

  private void checkActions(ObjectReader in, HttpRoute route) {
    if (route.delegate().isPresent()) {
      if (inDelegate) {
        in.error("delegate", "a virtual service without hosts cannot delegate further");
      } else {
        forbid(in, "delegate", "redirect", "route");
        return;
      }
    }
    if (route.redirect().isPresent()) {
      forbid(in, "redirect", "route", "fault", "rewrite", "directResponse");
    } else if (route.directResponse().isPresent()) {
      forbid(in, "directResponse", "route", "fault", "rewrite");
    } else if (route.route().isEmpty()) {
      in.error("needs a route, a redirect or a directResponse");
    }
  }

  private static void forbid(ObjectReader in, String field, String... others) {
    for (var other : others) {
      if (in.has(other)) {
        in.error(other, "cannot stand beside " + field);
      }
    }
  }

  private static void checkAuthority(ObjectReader in, HttpRoute route) {
    var rewritten =
        route.rewrite().map(HttpRewrite::authority).filter(host -> !host.isEmpty()).isPresent()
            ? 1L
            : 0L;
    if (rewritten + settingAuthority(route.headers()) > 1) {
      in.error("headers", "the host is changed in more than one place");
    }
  }

  private static long settingAuthority(HeaderRules headers) {
    return authorities(headers.request().set()) + authorities(headers.request().add());
  }

  private static long authorities(Map<String, String> values) {
    return values.isEmpty() ? 0 : values.keySet().stream().filter(Headers::isAuthority).count();
  }

  private static void checkPrefixRedirect(ObjectReader in, HttpRoute route) {
    var rewritesPrefix = route.redirect().filter(to -> !to.prefixRewrite().isEmpty()).isPresent();
    if (rewritesPrefix && matchesOtherThanPrefix(route)) {
      in.error("redirect", "prefixRewrite needs every uri of the match to be a prefix");
    }
  }

  private static boolean matchesOtherThanPrefix(HttpRoute route) {
    return route.match().stream()
        .flatMap(match -> match.uri().stream())
        .anyMatch(uri -> !(uri instanceof StringMatch.Prefix));
  }
}
