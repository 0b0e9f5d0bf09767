// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.mesh.access.AccessDecision.Outcome;
import io.lateen.mesh.access.AccessRequest.Connection;
import io.lateen.mesh.access.Token.Claim;
import io.lateen.mesh.access.Token.Validity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each condition, each kind of claim, each way to normalise paths. */
class ConditionsTest {

  private static final String SETTINGS =
      """
      apiVersion: lateen.io/v1
      kind: MeshConfig
      metadata: {name: default}
      spec: {trustDomain: new-td, pathNormalization: {normalization: %s}}
      ---
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: tokens, namespace: shop}
      spec: {jwtRules: [{issuer: i/o, jwks: '{"keys":[]}', audiences: [shop]}]}
      """;

  private static final Token TOKEN =
      new Token(
          Validity.GENUINE,
          Map.of(
              "iss", new Claim.Text("i/o"),
              "sub", new Claim.Text("me"),
              "aud", new Claim.Items(List.of(new Claim.Text("other"), new Claim.Text("shop"))),
              "azp", new Claim.Text("web"),
              "scope", new Claim.Text("read write"),
              "deep", new Claim.Fields(Map.of("er", new Claim.Text("v"))),
              "odd", new Claim.Items(List.of(new Claim.Other())),
              "number", new Claim.Other()));

  private static Outcome decided(String normalization, String rule, AccessRequest request) {
    var settings = SETTINGS.formatted(normalization);
    var policy = Shop.policy("p", "{rules: [" + rule + "]}");
    return Shop.rules(Shop.mesh(settings, policy)).decide(request).outcome();
  }

  private static AccessRequest request(String identity, String path, Optional<Token> token) {
    var from = new Connection(true, identity, "10.1.0.1", "10.0.0.1", 8080, "app.shop");
    var http = new HttpRequest("GET", "a.test", path, Map.of(), token);
    return new AccessRequest(from, "203.0.113.1", Optional.of(http));
  }

  @ParameterizedTest
  @CsvSource({
    "source.ip, 10.1.0.0/16, ALLOWED",
    "source.ip, 10.2.0.0/16, DENIED",
    "remote.ip, 203.0.113.1, ALLOWED",
    "remote.ip, 10.1.0.1, DENIED",
    "source.namespace, a, ALLOWED",
    "source.namespace, b, DENIED",
    "source.principal, new-td/ns/a/sa/x, ALLOWED",
    "source.principal, cluster.local/ns/a/sa/x, ALLOWED",
    "source.principal, new-td/ns/a/sa/y, DENIED",
    "source.principal, '*/sa/x', ALLOWED",
    "source.principal, new-td/ns/a/*, ALLOWED",
    "source.serviceAccount, a/x, ALLOWED",
    "source.serviceAccount, x, DENIED",
    "source.trustDomain, new-td, ALLOWED",
    "source.trustDomain, 'n*', ALLOWED",
    "source.trustDomain, other, DENIED",
    "request.auth.principal, i/o/me, ALLOWED",
    "request.auth.principal, i/o/you, DENIED",
    "request.auth.principal, j/me, DENIED",
    "request.auth.principal, i/o/*, ALLOWED",
    "request.auth.principal, i/o/m*, ALLOWED",
    "request.auth.principal, '*/me', ALLOWED",
    "request.auth.principal, '*o/me', ALLOWED",
    "request.auth.principal, '*o/you', DENIED",
    "request.auth.principal, '*me', ALLOWED",
    "request.auth.principal, '*', ALLOWED",
    "request.auth.principal, 'i*', ALLOWED",
    "request.auth.principal, 'j*', DENIED",
    "request.auth.principal, me, DENIED",
    "request.auth.principal, '*you', DENIED",
    "request.auth.principal, /me, DENIED",
    "request.auth.audiences, shop, ALLOWED",
    "request.auth.audiences, else, DENIED",
    "request.auth.presenter, web, ALLOWED",
    "request.auth.presenter, app, DENIED",
    "'request.auth.claims[scope]', write, ALLOWED",
    "'request.auth.claims[scope]', 'read write', DENIED",
    "'request.auth.claims[deep][er]', v, ALLOWED",
    "'request.auth.claims[deep][er]', w, DENIED",
    "'request.auth.claims[deep][er][est]', v, DENIED",
    "'request.auth.claims[deep]', v, DENIED",
    "'request.auth.claims[odd]', v, DENIED",
    "'request.auth.claims[number]', 1, DENIED",
    "'request.auth.claims[missing]', v, DENIED",
    "destination.ip, 10.0.0.1, ALLOWED",
    "destination.ip, 10.0.0.2, DENIED",
    "destination.port, 8080, ALLOWED",
    "destination.port, 81, DENIED",
    "connection.sni, app.shop, ALLOWED",
    "connection.sni, '*.shop', ALLOWED",
    "connection.sni, else, DENIED",
    "'experimental.envoy.filters.a.b[c]', x, DENIED"
  })
  void conditionsLookAtTheirPart(String key, String value, Outcome outcome) {
    var rule = "{when: [{key: '%s', values: ['%s']}]}".formatted(key, value);
    var caller = request("spiffe://new-td/ns/a/sa/x", "/", Optional.of(TOKEN));
    assertThat(decided("BASE", rule, caller)).isEqualTo(outcome);
    var others = "{when: [{key: '%s', notValues: ['%s']}]}".formatted(key, value);
    assertThat(decided("BASE", others, caller))
        .isEqualTo(outcome == Outcome.ALLOWED ? Outcome.DENIED : Outcome.ALLOWED);
  }

  private static Outcome with(String documents, AccessRequest request) {
    var policy = Shop.policy("p", "{rules: [{}]}");
    return Shop.rules(Shop.mesh(SETTINGS.formatted("BASE"), policy, documents))
        .decide(request)
        .outcome();
  }

  private static AccessRequest plain(String path) {
    var from = new Connection(false, "", "10.1.0.1", "10.0.0.1", 8080, "");
    var http = new HttpRequest("GET", "A.Test", path, Map.of(), Optional.empty());
    return new AccessRequest(from, "203.0.113.1", Optional.of(http));
  }

  @ParameterizedTest
  @CsvSource({
    "STRICT, true, ALLOWED",
    "STRICT, false, DISCONNECTED",
    "DISABLE, true, DISCONNECTED",
    "DISABLE, false, ALLOWED",
    "PERMISSIVE, true, ALLOWED",
    "PERMISSIVE, false, ALLOWED"
  })
  void peersSpeakAsTheyAreAskedTo(String mode, boolean encrypted, Outcome outcome) {
    var peers =
        """
        apiVersion: security.istio.io/v1
        kind: PeerAuthentication
        metadata: {name: default, namespace: shop}
        spec: {mtls: {mode: %s}}
        """
            .formatted(mode);
    var request =
        encrypted ? request("spiffe://new-td/ns/a/sa/x", "/", Optional.empty()) : plain("/");
    assertThat(with(peers, request)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "'*', ALLOWED",
    "a.test, ALLOWED",
    "'*.TEST', ALLOWED",
    "'A.*', ALLOWED",
    "b.test, DENIED"
  })
  void hostsAreComparedInAnyCase(String host, Outcome outcome) {
    var rule = "{to: [{operation: {hosts: ['" + host + "'], methods: ['*']}}]}";
    assertThat(decided("BASE", rule, plain("/"))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({"'', UNAUTHENTICATED", "i/o, ALLOWED"})
  void aTokenWithoutIssuerOrSubjectIsNobodys(String issuer, Outcome outcome) {
    var claims =
        Map.<String, Claim>of(
            "iss",
            new Claim.Text(issuer),
            "sub",
            new Claim.Text("me"),
            "aud",
            new Claim.Text("shop"));
    var token = Optional.of(new Token(Validity.GENUINE, claims));
    assertThat(decided("BASE", "{}", request("", "/", token))).isEqualTo(outcome);
    var nobody =
        new Token(
            Validity.GENUINE, Map.of("iss", new Claim.Text("i/o"), "aud", new Claim.Text("shop")));
    var somebody = "{from: [{source: {requestPrincipals: ['*']}}]}";
    assertThat(decided("BASE", somebody, request("", "/", Optional.of(nobody))))
        .isEqualTo(Outcome.DENIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "new-td/ns/a/sa/x",
        "http://new-td/ns/a/sa/x",
        "spiffe://new-td/ns/a/sa",
        "spiffe://new-td/ns/a/sa/x/y",
        "spiffe://new-td/sn/a/sa/x",
        "spiffe://new-td/ns/a/as/x",
        "spiffe://new-td/ns//sa/x"
      })
  void whoHasNoIdentityOfAWorkloadIsNobody(String identity) {
    var anybody = "{from: [{source: {principals: ['*']}}]}";
    assertThat(decided("BASE", anybody, request(identity, "/", Optional.empty())))
        .isEqualTo(Outcome.DENIED);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, /a/../b, /a/../b",
    "NONE, /a|b?q#f, /a|b",
    "DEFAULT, /a/../b, /b",
    "BASE, /a//b, /a//b",
    "BASE, /../b/., /b/",
    "BASE, /%41%7e%2D%, /A~-%",
    "BASE, /%zz%4, /%zz%4",
    "BASE, /%c3%2f, /%c3%2f",
    "MERGE_SLASHES, //a///b, /a/b",
    "MERGE_SLASHES, /a%2f/b, /a%2f/b",
    "DECODE_AND_MERGE_SLASHES, /a%2F/b%5cc, /a/b/c",
    "DECODE_AND_MERGE_SLASHES, /a%2, /a%2",
    "DECODE_AND_MERGE_SLASHES, /a/%2e%2e%2Fb, /b"
  })
  void pathsAreSeenAsTheMeshNormalisesThem(String normalization, String written, String seen) {
    var rule = "{to: [{operation: {paths: ['" + seen + "']}}]}";
    assertThat(decided(normalization, rule, request("", written, Optional.empty())))
        .isEqualTo(Outcome.ALLOWED);
  }

  /** {@code *} asks for presence: of a header, also an empty one; of all else, of some text. */
  @ParameterizedTest
  @CsvSource({
    "x-a, '', ALLOWED, DENIED",
    "x-a, 1, ALLOWED, ALLOWED",
    "x-b, 1, DENIED, DENIED",
    "accept, '', ALLOWED, DENIED",
    "accept, '|1', ALLOWED, ALLOWED",
    "accept, '1|2', ALLOWED, DENIED"
  })
  void headersAreThereOrNot(String name, String values, Outcome present, Outcome one) {
    var sent = name.equals("x-b") ? "x-c" : name;
    var headers = Map.of(sent, List.of(values.split("\\|", -1)));
    var from = new Connection(false, "", "10.1.0.1", "10.0.0.1", 8080, "");
    var http = new HttpRequest("GET", "a.test", "/", headers, Optional.empty());
    var request = new AccessRequest(from, "203.0.113.1", Optional.of(http));
    var any = "{when: [{key: 'request.headers[%s]', values: ['*']}]}".formatted(name);
    assertThat(decided("BASE", any, request)).isEqualTo(present);
    var exact = "{when: [{key: 'request.headers[%s]', values: ['1']}]}".formatted(name);
    assertThat(decided("BASE", exact, request)).isEqualTo(one);
  }

  @Test
  void aNameThatIsNotShownFitsNothing() {
    var any = "{when: [{key: 'connection.sni', values: ['*']}]}";
    assertThat(decided("BASE", any, plain("/"))).isEqualTo(Outcome.DENIED);
    assertThat(decided("BASE", any, request("", "/", Optional.empty()))).isEqualTo(Outcome.ALLOWED);
  }

  private static AccessRequest bytes() {
    var from =
        new Connection(true, "spiffe://new-td/ns/a/sa/x", "10.1.0.1", "10.0.0.1", 9090, "app.shop");
    return new AccessRequest(from, "203.0.113.1", Optional.empty());
  }

  /** Where there is no HTTP, what a rule says of the connection still counts. */
  @ParameterizedTest
  @CsvSource({
    "'{to: [{operation: {ports: [\"9090\"]}}]}', ALLOWED, DENIED",
    "'{to: [{operation: {ports: [\"80\"]}}]}', DENIED, ALLOWED",
    "'{to: [{operation: {ports: [\"9090\"], methods: [GET]}}]}', DENIED, DENIED",
    "'{to: [{operation: {ports: [\"80\"], methods: [GET]}}]}', DENIED, ALLOWED",
    "'{from: [{source: {namespaces: [a]}}]}', ALLOWED, DENIED",
    "'{from: [{source: {namespaces: [b]}}, {source: {ipBlocks: [10.1.0.1]}}]}', ALLOWED, DENIED",
    "'{from: [{source: {namespaces: [b], requestPrincipals: [x/y]}}]}', DENIED, ALLOWED"
  })
  void connectionsAreJudgedByWhatTheyHave(String rule, Outcome ofAllow, Outcome ofDeny) {
    assertThat(decided("BASE", rule, bytes())).isEqualTo(ofAllow);
    var refusal = Shop.policy("refusal", "{action: DENY, rules: [" + rule + "]}");
    assertThat(with(refusal, bytes())).isEqualTo(ofDeny);
  }

  @ParameterizedTest
  @CsvSource({
    "'*/ns/a/sa/x', ALLOWED",
    "'n*/ns/a/sa/x', DENIED",
    "'*-td/ns/a/sa/x', ALLOWED",
    "'*-dt/ns/a/sa/x', DENIED",
    "other/ns/a/sa/x, DENIED",
    "cluster.local/ns/a, DENIED",
    "cluster.local/ns/a/sa/y, DENIED",
    "cluster.local/ns/a/sa/*, ALLOWED"
  })
  void principalsOfTheMeshHaveItsNames(String written, Outcome outcome) {
    var rule = "{from: [{source: {principals: ['" + written + "']}}]}";
    var caller = request("spiffe://new-td/ns/a/sa/x", "/", Optional.empty());
    assertThat(decided("BASE", rule, caller)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "/{**}/b, /x/y, DENIED",
    "/{**}/b, /b, DENIED",
    "/{**}/b, /x/y/b, ALLOWED",
    "/{*}/b, /, DENIED",
    "/{*}/b/c, /a/b, DENIED",
    "/a/{*}, /a/é, DENIED",
    "/a/{*}, /a/b, ALLOWED"
  })
  void templatesTakeWholeSegments(String template, String path, Outcome outcome) {
    var rule = "{to: [{operation: {paths: ['" + template + "']}}]}";
    assertThat(decided("NONE", rule, request("", path, Optional.empty()))).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource({
    "/%4z, /%4z",
    "/%z4, /%z4",
    "/%3, /%3",
    "/%41, /A",
    "/%30, /0",
    "/%70, /p",
    "'/a\"b<c>d^e`f{g}', /a%22b%3Cc%3Ed%5Ee%60f%7Bg%7D",
    "/%0a, /%0a",
    "/%7f, /%7f",
    "/%80, /%80",
    "/%00, /%00"
  })
  void onlyWholeEscapesOfPlainCharactersAreUndone(String written, String seen) {
    pathsAreSeenAsTheMeshNormalisesThem("BASE", written, seen);
  }
}
