// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import static io.lateen.mesh.access.Shop.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.mesh.access.AccessDecision.Outcome;
import io.lateen.mesh.access.AccessRequest.Connection;
import io.lateen.mesh.access.Token.Claim;
import io.lateen.mesh.access.Token.Validity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language of access, as Istio documents it. */
class AccessRulesTest {

  private static final String SETTINGS =
      """
      apiVersion: lateen.io/v1
      kind: MeshConfig
      metadata: {name: default, namespace: istio-system}
      spec:
        trustDomain: new-td
        trustDomainAliases: [old-td]
        extensionProviders:
        - name: asked
          envoyExtAuthzHttp: {service: authz.shop.svc.cluster.local, port: 8000}
        - name: grpc
          envoyExtAuthzGrpc: {service: authz.shop.svc.cluster.local, port: 9000}
      """;

  private static final String TOKENS =
      """
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: tokens, namespace: shop}
      spec: {jwtRules: [{issuer: i, jwks: '{"keys":[]}', audiences: [shop]}]}
      """;

  private static AccessRules rules(String... documents) {
    return Shop.rules(Shop.mesh(SETTINGS, String.join("\n---\n", documents)));
  }

  private static Connection from(String identity) {
    return new Connection(!identity.isEmpty(), identity, "10.1.0.1", "10.0.0.1", 8080, "");
  }

  private static AccessRequest get(String identity, String path, Token... tokens) {
    var http =
        new HttpRequest("GET", "a.test", path, Map.of(), List.of(tokens).stream().findFirst());
    return new AccessRequest(from(identity), "203.0.113.1", Optional.of(http));
  }

  private static AccessRequest tcp(String identity) {
    return new AccessRequest(from(identity), "10.1.0.1", Optional.empty());
  }

  private static Outcome path(String spec, String path) {
    return rules(policy("p", spec)).decide(get("", path)).outcome();
  }

  @Test
  void withoutAllowPoliciesAllPassesAndWithoutRulesNothingDoes() {
    assertThat(rules().decide(get("", "/")).outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(path("{}", "/")).isEqualTo(Outcome.DENIED);
    assertThat(path("{rules: [{}]}", "/")).isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void aRefusalCountsMoreThanAPermissionAndIsNamed() {
    var rules =
        rules(
            policy("all", "{rules: [{}]}"),
            policy("no", "{action: DENY, rules: [{to: [{operation: {paths: [/admin]}}]}]}"));
    var decision = rules.decide(get("", "/admin"));
    assertThat(decision.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(decision.decidedBy().orElseThrow().key().name()).isEqualTo("no");
    assertThat(rules.decide(get("", "/")).decidedBy().orElseThrow().key().name()).isEqualTo("all");
    assertThat(rules.decide(get("", "/")).considered())
        .anySatisfy(
            one -> {
              assertThat(one.rule()).isEqualTo(OptionalInt.empty());
              assertThat(one.why()).isEqualTo("rule 0: paths is none of [/admin]");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "/a, /a, ALLOWED",
    "/a, /A, DENIED",
    "/a, /a?q=1, ALLOWED",
    "/a*, /ab, ALLOWED",
    "'*b', /a/b, ALLOWED",
    "/a/b, /a/./c/../b, ALLOWED",
    "/a/b, /a/%62, ALLOWED",
    "/a/b, /a\\b, ALLOWED",
    "/a/b, /a//b, DENIED",
    "/a/{*}, /a/b, ALLOWED",
    "/a/{*}, /a/, DENIED",
    "/a/{*}, /a/b/c, DENIED",
    "/a/{*}, /a/b=c, ALLOWED",
    "/a/{*}, /a/b*c, ALLOWED",
    "/a/{*}, /a/b[c, DENIED",
    "/a/{*}, /a/b%5Bc, ALLOWED",
    "/a/{*}, /a/b|c, ALLOWED",
    "/a/{**}, /a/b;v=1, ALLOWED",
    "/a/{**}, '/a/b]', DENIED",
    "/a/{**}, /a/b/c, ALLOWED",
    "/a/{**}, /a/, ALLOWED",
    "/a/{**}, /a, DENIED",
    "'/{*}/b/{**}', /x/b/c/d, ALLOWED"
  })
  void pathsAreComparedInTheirNormalForm(String written, String path, Outcome outcome) {
    assertThat(path("{rules: [{to: [{operation: {paths: ['" + written + "']}}]}]}", path))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "/a/..;/admin, /admin",
    "/a/..;x=1/admin, /admin",
    "/a/.;/admin, /a/admin",
    "/a/..;, /",
    "/a/...;/b, /a/...;/b",
    "/a/b;v=1/c, /a/b;v=1/c",
    "/a/%2e%2e;/admin, /a/..;/admin",
    "/a\\..;\\b, /a/..;/b",
    "/a/b|c, /a/b%7Cc"
  })
  void parametersOfDotSegmentsHideNothing(String path, String seen) {
    var refusal = "{action: DENY, rules: [{to: [{operation: {paths: ['" + seen + "']}}]}]}";
    assertThat(path(refusal, path)).isEqualTo(Outcome.DENIED);
  }

  private static Outcome headers(String rule, String name, String... values) {
    var http =
        new HttpRequest("GET", "a.test", "/", Map.of(name, List.of(values)), Optional.empty());
    return rules(policy("p", rule))
        .decide(new AccessRequest(from(""), "203.0.113.1", Optional.of(http)))
        .outcome();
  }

  @Test
  void everyValueOfARepeatedHeaderIsLookedAtByItself() {
    var allow = "{rules: [{when: [{key: 'request.headers[X-A]', %s: ['%s']}]}]}";
    var deny = "{action: DENY, rules: [{when: [{key: 'request.headers[X-A]', %s: ['%s']}]}]}";
    assertThat(headers(allow.formatted("values", "1,2"), "x-a", "1", "2"))
        .isEqualTo(Outcome.DENIED);
    assertThat(headers(allow.formatted("values", "1,2"), "x-a", "1,2")).isEqualTo(Outcome.ALLOWED);
    assertThat(headers(allow.formatted("values", "2"), "x-a", "1", "2")).isEqualTo(Outcome.ALLOWED);
    assertThat(headers(allow.formatted("notValues", "2"), "x-a", "1", "2"))
        .isEqualTo(Outcome.DENIED);
    assertThat(headers(deny.formatted("values", "2"), "x-a", "1", "2")).isEqualTo(Outcome.DENIED);
    assertThat(headers(deny.formatted("notValues", "1"), "x-a", "1", "2"))
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void headersThatEnvoyJoinsAreOneValue() {
    var deny =
        "{action: DENY, rules: [{when: [{key: 'request.headers[Accept]', values: ['%s']}]}]}";
    assertThat(headers(deny.formatted("1,2"), "accept", "1", "2")).isEqualTo(Outcome.DENIED);
    assertThat(headers(deny.formatted("2"), "accept", "1", "2")).isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void noCharacterOfASegmentHidesItFromARefusal() {
    var refusal = "{action: DENY, rules: [{to: [{operation: {paths: ['/a/{*}']}}]}]}";
    assertThat(path(refusal, "/a/b[c")).isEqualTo(Outcome.DENIED);
    assertThat(path(refusal, "/a/*")).isEqualTo(Outcome.DENIED);
    assertThat(path(refusal, "/a/")).isEqualTo(Outcome.ALLOWED);
  }

  @ParameterizedTest
  @CsvSource({
    "'principals: [new-td/ns/a/sa/x]', spiffe://new-td/ns/a/sa/x, ALLOWED",
    "'principals: [new-td/ns/a/sa/x]', spiffe://old-td/ns/a/sa/x, ALLOWED",
    "'principals: [cluster.local/ns/a/sa/x]', spiffe://old-td/ns/a/sa/x, ALLOWED",
    "'principals: [new-td/ns/a/sa/x]', spiffe://other/ns/a/sa/x, DENIED",
    "'principals: [\"*\"]', '', DENIED",
    "'notPrincipals: [new-td/ns/a/sa/x]', '', ALLOWED",
    "'namespaces: [sa]', spiffe://new-td/ns/ns/sa/x, DENIED",
    "'namespaces: [\"*sa\"]', spiffe://new-td/ns/a/sa/x, DENIED",
    "'namespaces: [\"a*\"]', spiffe://new-td/ns/ab/sa/x, ALLOWED",
    "'namespaces: [team.one]', spiffe://new-td/ns/teamXone/sa/x, DENIED",
    "'serviceAccounts: [x]', spiffe://new-td/ns/shop/sa/x, ALLOWED",
    "'serviceAccounts: [x]', spiffe://new-td/ns/a/sa/x, DENIED",
    "'serviceAccounts: [a/x]', spiffe://new-td/ns/a/sa/x, ALLOWED",
    "'trustDomains: [new-td]', spiffe://old-td/ns/a/sa/x, ALLOWED",
    "'trustDomains: [new-td]', spiffe://other/ns/a/sa/x, DENIED",
    "'ipBlocks: [10.1.0.0/16]', '', ALLOWED",
    "'remoteIpBlocks: [10.1.0.0/16]', '', DENIED"
  })
  void callersAreWhoTheirCertificatesSay(String source, String identity, Outcome outcome) {
    var rules = rules(policy("p", "{rules: [{from: [{source: {" + source + "}}]}]}"));
    assertThat(rules.decide(get(identity, "/")).outcome()).isEqualTo(outcome);
  }

  @Test
  void whatIsOnlyTriedDecidesNothingAndIsTold() {
    var document =
        policy("p", "{action: DENY, rules: [{}]}")
            .replace("name: p,", "name: p, annotations: {istio.io/dry-run: '1'},");
    var decision = rules(document).decide(get("", "/"));
    assertThat(decision.outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(decision.outcomeOfTrial()).isEqualTo(Outcome.DENIED);
  }

  @Test
  void onOtherConnectionsRulesOfRequestsPermitNothingAndRefuseAll() {
    var operation = "rules: [{to: [{operation: {methods: [GET]}}]}]";
    assertThat(rules(policy("p", "{" + operation + "}")).decide(tcp("")).outcome())
        .isEqualTo(Outcome.DENIED);
    assertThat(rules(policy("p", "{action: DENY, " + operation + "}")).decide(tcp("")).outcome())
        .isEqualTo(Outcome.DENIED);
  }

  @Test
  void providersAreAskedAboutWhatMatches() {
    var custom = "{action: CUSTOM, provider: {name: %s}, rules: [{}]}";
    var asked = rules(policy("p", custom.formatted("asked"))).decide(get("", "/"));
    assertThat(asked.asks()).contains("asked");
    assertThat(asked.outcome()).isEqualTo(Outcome.ALLOWED);
    var missing = rules(policy("p", custom.formatted("missing"))).decide(get("", "/"));
    assertThat(missing.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(missing.asks()).isEmpty();
  }

  @Test
  void providersOfRequestsAreNotAskedAboutConnectionsAndTwoAreTooMany() {
    var custom = "{action: CUSTOM, provider: {name: %s}, rules: [%s]}";
    var asked = policy("p", custom.formatted("asked", "{}"));
    assertThat(rules(asked).decide(tcp("")).asks()).isEmpty();
    var both = rules(asked, policy("q", custom.formatted("missing", "{}"))).decide(get("", "/"));
    assertThat(both.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(both.why()).contains("several providers");
    var elsewhere = custom.formatted("asked", "{to: [{operation: {paths: [/else]}}]}");
    assertThat(rules(policy("p", elsewhere)).decide(get("", "/")).asks()).isEmpty();
  }

  @Test
  void aTokenMayBeDemandedAndAudiencesLeftOpen() {
    var open = rules(TOKENS.replace(", audiences: [shop]", ", presence: REQUIRED"));
    assertThat(open.decide(get("", "/")).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
    assertThat(open.decide(get("", "/", token("i", Validity.GENUINE, "any"))).outcome())
        .isEqualTo(Outcome.ALLOWED);
    assertThat(open.decide(tcp("")).outcome()).isEqualTo(Outcome.ALLOWED);
    var lists =
        Map.<String, Claim>of("iss", new Claim.Text("i"), "scope", new Claim.Items(List.of()));
    assertThat(open.decide(get("", "/", new Token(Validity.GENUINE, lists))).outcome())
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void tokensAreVerifiedBeforeRulesSpeakOfThem() {
    var rules =
        rules(
            TOKENS,
            policy("p", "{rules: [{from: [{source: {requestPrincipals: ['i/*']}}]}]}"),
            policy("audit", "{action: AUDIT, rules: [{}]}"));
    assertThat(rules.decide(get("", "/")).outcome()).isEqualTo(Outcome.DENIED);
    assertThat(rules.decide(get("", "/", token("i", Validity.GENUINE, "shop"))).outcome())
        .isEqualTo(Outcome.ALLOWED);
    assertThat(rules.decide(get("", "/", token("i", Validity.GENUINE, "else"))).outcome())
        .isEqualTo(Outcome.DENIED);
    for (var bad :
        List.of(
            token("i", Validity.FORGED, "shop"),
            token("i", Validity.OUT_OF_TIME, "shop"),
            token("j", Validity.GENUINE, "shop"))) {
      assertThat(rules.decide(get("", "/", bad)).outcome()).isEqualTo(Outcome.UNAUTHENTICATED);
    }
    assertThat(rules.decide(get("", "/")).audited()).isTrue();
  }

  /** As in Istio: only a rule demands a token, the authentication refuses bad ones. */
  @Test
  void verifiedTokensAreNotDemandedTokens() {
    var rules = rules(TOKENS);
    assertThat(rules.decide(get("", "/")).outcome()).isEqualTo(Outcome.ALLOWED);
    assertThat(rules.decide(get("", "/", token("i", Validity.FORGED, "shop"))).outcome())
        .isEqualTo(Outcome.UNAUTHENTICATED);
  }

  private static Token token(String issuer, Validity validity, String audience) {
    return new Token(
        validity,
        Map.of(
            "iss", new Claim.Text(issuer),
            "sub", new Claim.Text("me"),
            "aud", new Claim.Text(audience)));
  }

  @Test
  void clearTextIsNotEvenTakenWhereMutualTlsIsDemanded() {
    var strict =
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: strict, namespace: shop}
        spec: {mtls: {mode: STRICT}}
        """;
    assertThat(rules(strict).decide(get("", "/")).outcome()).isEqualTo(Outcome.DISCONNECTED);
    assertThat(rules(strict).decide(get("spiffe://new-td/ns/a/sa/x", "/")).outcome())
        .isEqualTo(Outcome.ALLOWED);
  }

  @Test
  void providersOfConnectionsAreAskedAboutThem() {
    var custom = "{action: CUSTOM, provider: {name: grpc}, rules: [{}]}";
    var asked = rules(policy("p", custom));
    assertThat(asked.decide(tcp("")).asks()).contains("grpc");
    assertThat(asked.decide(get("", "/")).asks()).contains("grpc");
  }

  @Test
  void onlyAuditPoliciesThatMatchWantItNoted() {
    var audit = policy("audit", "{action: AUDIT, rules: [{to: [{operation: {paths: [/a]}}]}]}");
    assertThat(rules(audit).decide(get("", "/a")).audited()).isTrue();
    assertThat(rules(audit).decide(get("", "/b")).audited()).isFalse();
    assertThat(rules(policy("p", "{rules: [{}]}")).decide(get("", "/a")).audited()).isFalse();
  }

  @Test
  void policiesSayWhereTheyWereWrittenIfThatIsKnown() {
    var nameless = Shop.rules(Shop.meshFrom("", SETTINGS, policy("p", "{rules: [{}]}")));
    assertThat(nameless.policies().getFirst().source()).isEmpty();
    assertThat(rules(policy("p", "{rules: [{}]}")).policies().getFirst().source())
        .startsWith("test:");
  }
}
