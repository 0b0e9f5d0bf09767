// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import io.lateen.api.ObjectMeta;
import io.lateen.api.decode.SpecDecoder;
import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.decode.rule.Checked;
import io.lateen.api.decode.rule.Targets;
import io.lateen.api.decode.rule.Urls;
import io.lateen.api.security.JwtRule;
import io.lateen.api.security.JwtRule.ClaimHeader;
import io.lateen.api.security.JwtRule.Presence;
import io.lateen.api.security.JwtRule.TokenHeader;
import io.lateen.api.security.RequestAuthentication;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Decodes request authentication (api: security/v1beta1/request_authentication.proto; rules:
 * pkg/config/validation validateJwtRule).
 */
public final class RequestAuthenticationDecoder implements SpecDecoder<RequestAuthentication> {

  /** Most issuers of one object (istio CRD). */
  private static final int MAX_RULES = 4096;

  private static final int MAX_URI = 2048;
  private static final int MAX_SPACE_DELIMITED = 64;

  /** Longest text and longest list where the schema has no limit; a document is bounded anyway. */
  private static final int FREE = Integer.MAX_VALUE;

  private static final Pattern HEADER = Pattern.compile("[-_A-Za-z0-9]+");

  @Override
  public RequestAuthentication decode(ObjectReader document, ObjectMeta meta) {
    var in = document.root("spec");
    var authentication =
        new RequestAuthentication(
            Targets.read(in), in.objects("jwtRules", RequestAuthenticationDecoder::rule));
    in.done();
    Bounds.items(in, "jwtRules", MAX_RULES);
    return authentication;
  }

  private static JwtRule rule(ObjectReader in) {
    var uriField = in.has("jwksUri") ? "jwksUri" : "jwks_uri";
    var rule =
        new JwtRule(
            in.string("issuer"),
            Bounds.texts(in, "audiences", 1, FREE, FREE),
            Bounds.text(in, uriField, 1, MAX_URI),
            in.string("jwks"),
            in.objects("fromHeaders", RequestAuthenticationDecoder::tokenHeader),
            Bounds.texts(in, "fromParams", 1, FREE, FREE),
            Bounds.texts(in, "fromCookies", 1, FREE, FREE),
            in.string("outputPayloadToHeader"),
            in.objects("outputClaimToHeaders", RequestAuthenticationDecoder::claimHeader),
            in.bool("forwardOriginalToken"),
            Checked.duration(in, "timeout"),
            Bounds.texts(in, "spaceDelimitedClaims", 1, FREE, MAX_SPACE_DELIMITED),
            in.enumeration("presence", Presence.OPTIONAL),
            in.line());
    Checked.atMostOne(in, "jwks", "jwksUri", "jwks_uri");
    in.done();
    if (rule.issuer().isEmpty() && rule.jwksUri().isEmpty()) {
      in.error("issuer", "is required unless jwksUri is set");
    }
    if (!rule.jwksUri().isEmpty()) {
      Urls.httpFault(rule.jwksUri()).ifPresent(fault -> in.error(uriField, fault));
    }
    if (!rule.jwks().isEmpty()) {
      in.value("jwks").ifPresent(KeySetRules::check);
    }
    return rule;
  }

  private static TokenHeader tokenHeader(ObjectReader in) {
    var header = new TokenHeader(in.requiredString("name"), in.string("prefix"));
    in.done();
    return header;
  }

  private static ClaimHeader claimHeader(ObjectReader in) {
    var header =
        new ClaimHeader(
            Checked.string(in, "header", RequestAuthenticationDecoder::headerFault),
            in.requiredString("claim"));
    if (!in.has("header")) {
      in.error("header", "is required");
    }
    in.done();
    return header;
  }

  private static Optional<String> headerFault(String name) {
    return HEADER.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "\"%s\" is not a header name of %s"
                .formatted(name, String.join(", ", List.of("letters", "digits", "- and _"))));
  }
}
