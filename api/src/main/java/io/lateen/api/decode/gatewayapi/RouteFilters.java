// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.gatewayapi;

import io.lateen.api.gatewayapi.BackendMirror;
import io.lateen.api.gatewayapi.BackendRef;
import io.lateen.api.gatewayapi.RequestRule;
import io.lateen.api.networking.CorsPolicy;
import io.lateen.api.networking.HeaderOperations;
import io.lateen.api.networking.HeaderRules;
import io.lateen.api.networking.HttpMatch;
import io.lateen.api.networking.HttpRedirect;
import io.lateen.api.networking.HttpRewrite;
import io.lateen.base.decode.ObjectReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The filters of a rule or of a backend.
 *
 * @param headers changes to headers
 * @param redirect answer with a redirection
 * @param rewrite changes to path and host
 * @param cors cross-origin rules
 * @param mirrors where copies go
 * @param replacesPrefix whether the matched prefix of the path is replaced
 */
record RouteFilters(
    HeaderRules headers,
    Optional<HttpRedirect> redirect,
    Optional<HttpRewrite> rewrite,
    Optional<CorsPolicy> cors,
    List<BackendMirror> mirrors,
    boolean replacesPrefix) {

  static final RouteFilters NONE =
      new RouteFilters(
          HeaderRules.NONE, Optional.empty(), Optional.empty(), Optional.empty(), List.of(), false);

  private static final int MAX_FILTERS = 16;
  private static final int EVERYTHING = 100;

  /** Field by type of filter. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "RequestHeaderModifier", "requestHeaderModifier",
          "ResponseHeaderModifier", "responseHeaderModifier",
          "RequestMirror", "requestMirror",
          "RequestRedirect", "requestRedirect",
          "URLRewrite", "urlRewrite",
          "CORS", "cors",
          "ExtensionRef", "extensionRef",
          "ExternalAuth", "externalAuth");

  private static final List<String> OF_GRPC =
      List.of("RequestHeaderModifier", "ResponseHeaderModifier", "RequestMirror");
  private static final List<String> OF_HTTP =
      List.of(
          "RequestHeaderModifier",
          "ResponseHeaderModifier",
          "RequestMirror",
          "RequestRedirect",
          "URLRewrite",
          "CORS");
  private static final List<String> OF_BACKENDS =
      List.of("RequestHeaderModifier", "ResponseHeaderModifier");

  RouteFilters {
    mirrors = List.copyOf(mirrors);
  }

  /** The filters of a rule. */
  static RouteFilters of(ObjectReader in, boolean grpc) {
    return read(in, grpc ? OF_GRPC : OF_HTTP, grpc);
  }

  /** The changes to headers of a backend, the only filters that Istio has there. */
  static HeaderRules ofBackend(ObjectReader in, boolean grpc) {
    return read(in, OF_BACKENDS, grpc).headers;
  }

  /** The rule with these filters. */
  RequestRule rule(
      String name,
      List<HttpMatch> matches,
      RequestLimits limits,
      List<BackendRef> backends,
      int line) {
    return new RequestRule(
        name,
        matches,
        headers,
        redirect,
        rewrite,
        cors,
        mirrors,
        limits.retries(),
        limits.timeout(),
        backends,
        line);
  }

  private static RouteFilters read(ObjectReader in, List<String> served, boolean grpc) {
    Names.atMost(in, "filters", MAX_FILTERS);
    var types = new ArrayList<String>();
    var request = HeaderOperations.NONE;
    var response = HeaderOperations.NONE;
    Optional<HttpRedirect> redirect = Optional.empty();
    Optional<HttpRewrite> rewrite = Optional.empty();
    Optional<CorsPolicy> cors = Optional.empty();
    var mirrors = new ArrayList<BackendMirror>();
    boolean prefix = false;
    for (var filter : in.objects("filters", part -> part)) {
      var type = type(filter, served);
      types.add(type);
      var content = filter.part(FIELDS.getOrDefault(type, type));
      switch (type) {
        case "RequestHeaderModifier" -> request = FilterFields.headers(content);
        case "ResponseHeaderModifier" -> response = FilterFields.headers(content);
        case "RequestMirror" -> mirrors.add(mirror(content));
        case "RequestRedirect" -> {
          redirect = Optional.of(FilterFields.redirect(content));
          prefix |= FilterFields.replacesPrefix(content);
        }
        case "URLRewrite" -> {
          rewrite = FilterFields.rewrite(content);
          prefix |= FilterFields.replacesPrefix(content);
        }
        case "CORS" -> cors = Optional.of(FilterFields.cors(content));
        default -> content.error("is not served");
      }
      filter.done();
    }
    Names.unique(in, "filters", types.stream().filter(type -> !type.equals("RequestMirror")));
    if (redirect.isPresent() && types.contains("URLRewrite")) {
      in.error("filters", "only one of RequestRedirect and URLRewrite may be there");
    }
    return new RouteFilters(
        new HeaderRules(request, response), redirect, rewrite, cors, mirrors, prefix);
  }

  private static String type(ObjectReader in, List<String> served) {
    var type = in.requiredString("type");
    if (!served.contains(type)) {
      FIELDS.values().forEach(in::ignore);
      in.error(
          "type",
          "the filter " + type + " is not served here",
          "use one of " + String.join(", ", served));
      return type;
    }
    FIELDS.forEach(
        (other, field) -> {
          if (!other.equals(type) && in.has(field)) {
            in.error(field, "cannot stand in a filter of the type " + type);
          }
        });
    var own = FIELDS.getOrDefault(type, type);
    if (!in.has(own)) {
      in.error("type", "needs the field " + own);
    }
    return type;
  }

  private static BackendMirror mirror(ObjectReader in) {
    var backend = References.backend(in.part("backendRef"));
    if (in.has("percent") && in.has("fraction")) {
      in.error("fraction", "only one of percent and fraction may be set");
    }
    double percentage = in.optionalInteger("percent", 0, EVERYTHING).orElse(EVERYTHING);
    var fraction = in.object("fraction");
    if (fraction.isPresent()) {
      var part = fraction.get();
      int of = part.optionalInteger("denominator", 1, Integer.MAX_VALUE).orElse(EVERYTHING);
      int share = part.integer("numerator", 0, Integer.MAX_VALUE);
      part.done();
      if (share > of) {
        part.error("numerator", "must not be greater than the denominator");
      }
      percentage = (double) EVERYTHING * share / of;
    }
    in.done();
    return new BackendMirror(backend, percentage);
  }
}
