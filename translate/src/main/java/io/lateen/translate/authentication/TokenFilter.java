// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate.authentication;

import com.google.protobuf.Empty;
import io.envoyproxy.envoy.config.core.v3.DataSource;
import io.envoyproxy.envoy.config.core.v3.HttpUri;
import io.envoyproxy.envoy.config.route.v3.RouteMatch;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtClaimToHeader;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtHeader;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtProvider;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtRequirement;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementAndList;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.JwtRequirementOrList;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks;
import io.envoyproxy.envoy.extensions.filters.http.jwt_authn.v3.RequirementRule;
import io.envoyproxy.envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter;
import io.lateen.api.security.JwtRule;
import io.lateen.translate.envoy.EnvoyNames;
import io.lateen.translate.envoy.Packed;
import io.lateen.translate.envoy.ProtoValues;
import io.lateen.translate.name.IstioNames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Envoy's filter that verifies tokens (Istio: pilot/pkg/security/authn/policy_applier.go). One
 * token of any issuer is enough; a wrong token of a known issuer is always refused, and so is a
 * request without any where a rule says that one is required.
 */
public final class TokenFilter {

  private static final String PROVIDER = "origins-";

  /** Claims that are lists of words by their definition (RFC 8693, section 4.2). */
  private static final List<String> WORD_LISTS = List.of("scope", "permission");

  private static final Duration KEY_TIMEOUT = Duration.ofSeconds(1);

  private TokenFilter() {}

  /**
   * The filter; empty when no token is verified.
   *
   * @param gateway whether routes may depend on claims, so that they are chosen anew
   */
  public static Optional<HttpFilter> of(Tokens tokens, boolean gateway) {
    if (tokens.rules().isEmpty()) {
      return Optional.empty();
    }
    var filter = JwtAuthentication.newBuilder().setBypassCorsPreflight(true);
    var each = new ArrayList<JwtRequirement>();
    var any = new ArrayList<JwtRequirement>();
    for (int i = 0; i < tokens.rules().size(); i++) {
      var rule = tokens.rules().get(i);
      var name = PROVIDER + i;
      filter.putProviders(name, provider(rule, gateway));
      var verified = JwtRequirement.newBuilder().setProviderName(name).build();
      any.add(verified);
      each.add(rule.presence() == JwtRule.Presence.REQUIRED ? verified : orMissing(verified));
    }
    filter.addRules(
        RequirementRule.newBuilder()
            .setMatch(RouteMatch.newBuilder().setPrefix("/"))
            .setRequires(each.size() == 1 ? each.getFirst() : either(any, each)));
    return Optional.of(
        HttpFilter.newBuilder()
            .setName(EnvoyNames.JWT_AUTHN)
            .setTypedConfig(Packed.any(filter.build()))
            .build());
  }

  private static JwtRequirement orMissing(JwtRequirement verified) {
    return any(
        List.of(
            verified,
            JwtRequirement.newBuilder().setAllowMissing(Empty.getDefaultInstance()).build()));
  }

  /** Issuers may look for tokens in one place, where only one of them can be satisfied. */
  private static JwtRequirement either(List<JwtRequirement> any, List<JwtRequirement> each) {
    var options = new ArrayList<>(any);
    options.add(
        JwtRequirement.newBuilder()
            .setRequiresAll(JwtRequirementAndList.newBuilder().addAllRequirements(each))
            .build());
    return any(options);
  }

  private static JwtRequirement any(List<JwtRequirement> options) {
    return JwtRequirement.newBuilder()
        .setRequiresAny(JwtRequirementOrList.newBuilder().addAllRequirements(options))
        .build();
  }

  /** Envoy refuses a set without keys; where no key can be got, every token is refused. */
  private static RemoteJwks unreachable(JwtRule rule) {
    return RemoteJwks.newBuilder()
        .setHttpUri(
            HttpUri.newBuilder()
                .setUri(rule.jwksUri().isEmpty() ? rule.issuer() : rule.jwksUri())
                .setCluster(IstioNames.BLACK_HOLE_CLUSTER)
                .setTimeout(ProtoValues.duration(KEY_TIMEOUT)))
        .build();
  }

  private static JwtProvider provider(JwtRule rule, boolean gateway) {
    var words = new LinkedHashSet<>(WORD_LISTS);
    words.addAll(rule.spaceDelimitedClaims());
    var provider =
        JwtProvider.newBuilder()
            .setIssuer(rule.issuer())
            .addAllAudiences(rule.audiences())
            .setForward(rule.forwardOriginalToken())
            .setForwardPayloadHeader(rule.outputPayloadToHeader())
            .setPayloadInMetadata(ClaimConditions.PAYLOAD)
            .setNormalizePayloadInMetadata(
                JwtProvider.NormalizePayload.newBuilder().addAllSpaceDelimitedClaims(words))
            .addAllFromParams(rule.fromParams())
            .addAllFromCookies(rule.fromCookies())
            .setClearRouteCache(gateway);
    if (rule.jwks().isEmpty()) {
      provider.setRemoteJwks(unreachable(rule));
    } else {
      provider.setLocalJwks(DataSource.newBuilder().setInlineString(rule.jwks()));
    }
    rule.fromHeaders()
        .forEach(
            header ->
                provider.addFromHeaders(
                    JwtHeader.newBuilder().setName(header.name()).setValuePrefix(header.prefix())));
    rule.outputClaimToHeaders()
        .forEach(
            claim ->
                provider.addClaimToHeaders(
                    JwtClaimToHeader.newBuilder()
                        .setHeaderName(claim.header())
                        .setClaimName(claim.claim())));
    return provider.build();
  }
}
