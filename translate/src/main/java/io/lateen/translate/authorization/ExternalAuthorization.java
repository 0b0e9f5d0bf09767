// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authorization;

import com.google.protobuf.Message;
import io.envoyproxy.envoy.config.core.v3.ApiVersion;
import io.envoyproxy.envoy.config.core.v3.GrpcService;
import io.envoyproxy.envoy.config.core.v3.HeaderValue;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.AuthorizationRequest;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.AuthorizationResponse;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.BufferSettings;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.ExtAuthz;
import io.envoyproxy.envoy.extensions.filters.http.ext_authz.v3.HttpService;
import io.envoyproxy.envoy.type.matcher.v3.ListStringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.MetadataMatcher;
import io.envoyproxy.envoy.type.matcher.v3.StringMatcher;
import io.envoyproxy.envoy.type.matcher.v3.ValueMatcher;
import io.envoyproxy.envoy.type.v3.HttpStatus;
import io.envoyproxy.envoy.type.v3.StatusCode;
import io.lateen.api.meshconfig.Authorizer;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.ProtoValues;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Filters that ask an external provider, for the requests that policies name: rules that only note
 * their verdict run before, and leave the name of the policy (Istio:
 * pilot/pkg/security/authz/builder/extauthz.go).
 */
final class ExternalAuthorization {

  /** Begins the names of the rules that send a request to a provider. */
  static final String RULE_PREFIX = "istio-ext-authz";

  static final String STAT_PREFIX = "istio_ext_authz_";

  private static final String MATCHED_RULE = STAT_PREFIX + "shadow_effective_policy_id";
  private static final String TCP_STATS = "tcp.";

  /** As long as Envoy may wait at all; DestinationRules of the provider set shorter limits. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private ExternalAuthorization() {}

  static Message http(ExternalAuthorizer authorizer, String provider) {
    var policy = policy(authorizer);
    var filter =
        ExtAuthz.newBuilder()
            .setTransportApiVersion(ApiVersion.V3)
            .setFailureModeAllow(policy.failOpen())
            .setClearRouteCache(policy.clearRouteCache())
            .setFilterEnabledMetadata(matched(EnvoyNames.HTTP_RBAC, provider));
    if (!policy.statusOnError().isEmpty()) {
      filter.setStatusOnError(
          HttpStatus.newBuilder()
              .setCode(StatusCode.forNumber(Integer.parseInt(policy.statusOnError()))));
    }
    policy.body().ifPresent(body -> filter.setWithRequestBody(body(body)));
    switch (authorizer.settings()) {
      case Authorizer.Grpc _ -> filter.setGrpcService(grpc(authorizer, policy));
      case Authorizer.Http http -> {
        filter.setHttpService(service(authorizer, http));
        if (!http.includeRequestHeaders().isEmpty()) {
          filter.setAllowedHeaders(headers(http.includeRequestHeaders()));
        }
      }
    }
    return filter.build();
  }

  /** Empty for a provider that understands requests only. */
  static Optional<Message> tcp(ExternalAuthorizer authorizer, String provider) {
    if (!(authorizer.settings() instanceof Authorizer.Grpc)) {
      return Optional.empty();
    }
    var policy = policy(authorizer);
    return Optional.of(
        io.envoyproxy.envoy.extensions.filters.network.ext_authz.v3.ExtAuthz.newBuilder()
            .setStatPrefix(TCP_STATS)
            .setTransportApiVersion(ApiVersion.V3)
            .setFailureModeAllow(policy.failOpen())
            .setGrpcService(grpc(authorizer, policy))
            .setFilterEnabledMetadata(matched(EnvoyNames.NETWORK_RBAC, provider))
            .build());
  }

  private static Authorizer.Policy policy(ExternalAuthorizer authorizer) {
    return switch (authorizer.settings()) {
      case Authorizer.Grpc grpc -> grpc.policy();
      case Authorizer.Http http -> http.policy();
    };
  }

  private static BufferSettings body(Authorizer.RequestBody body) {
    return BufferSettings.newBuilder()
        .setMaxRequestBytes(body.maxRequestBytes())
        .setAllowPartialMessage(body.allowPartialMessage())
        .setPackAsBytes(body.packAsBytes())
        .build();
  }

  private static GrpcService grpc(ExternalAuthorizer authorizer, Authorizer.Policy policy) {
    return GrpcService.newBuilder()
        .setEnvoyGrpc(
            GrpcService.EnvoyGrpc.newBuilder()
                .setClusterName(authorizer.cluster())
                .setAuthority(authorizer.host()))
        .setTimeout(ProtoValues.duration(policy.timeout().orElse(PATIENCE)))
        .build();
  }

  private static HttpService service(ExternalAuthorizer authorizer, Authorizer.Http http) {
    var service =
        HttpService.newBuilder()
            .setPathPrefix(http.pathPrefix())
            .setServerUri(
                HttpUri.newBuilder()
                    .setUri("http://" + authorizer.host())
                    .setCluster(authorizer.cluster())
                    .setTimeout(ProtoValues.duration(http.policy().timeout().orElse(PATIENCE))));
    if (!http.additionalHeaders().isEmpty()) {
      var request = AuthorizationRequest.newBuilder();
      http.additionalHeaders()
          .forEach(
              (name, value) ->
                  request.addHeadersToAdd(HeaderValue.newBuilder().setKey(name).setValue(value)));
      service.setAuthorizationRequest(request);
    }
    var response = AuthorizationResponse.newBuilder();
    if (!http.toUpstreamOnAllow().isEmpty()) {
      response.setAllowedUpstreamHeaders(headers(http.toUpstreamOnAllow()));
    }
    if (!http.toDownstreamOnDeny().isEmpty()) {
      response.setAllowedClientHeaders(headers(http.toDownstreamOnDeny()));
    }
    if (!http.toDownstreamOnAllow().isEmpty()) {
      response.setAllowedClientHeadersOnSuccess(headers(http.toDownstreamOnAllow()));
    }
    if (!response.build().equals(AuthorizationResponse.getDefaultInstance())) {
      service.setAuthorizationResponse(response);
    }
    return service.build();
  }

  private static ListStringMatcher headers(List<String> names) {
    var list = ListStringMatcher.newBuilder();
    names.forEach(name -> list.addPatterns(Patterns.text(name, true)));
    return list.build();
  }

  private static MetadataMatcher matched(String filter, String provider) {
    return Claims.metadata(
        filter,
        MATCHED_RULE,
        ValueMatcher.newBuilder()
            .setStringMatch(StringMatcher.newBuilder().setPrefix(RULE_PREFIX + "-" + provider))
            .build());
  }
}
