// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.access;

import io.lateen.api.security.Condition;
import io.lateen.api.security.Operation;
import io.lateen.api.security.Source;
import io.lateen.api.security.Values;
import io.lateen.mesh.network.AddressBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The attributes of one request, as rules name them (istio.io/docs/reference/config/security/
 * authorization-policy and …/conditions). An attribute that the request does not have fits no
 * value.
 *
 * @param path as rules see it
 * @param token that was verified
 */
record Attributes(AccessRequest request, String path, Optional<Token> token, TrustedNames trusted) {

  private static final String NESTED = "request.auth.claims[";
  private static final String HEADER = "request.headers[";

  List<Attribute> of(Source source, String namespace) {
    return named(
        connection("principals", source.principals(), peer(trusted::isMeant)),
        http("requestPrincipals", source.requestPrincipals(), this::isRequestPrincipal),
        connection("namespaces", source.namespaces(), peer(Attributes::isIn)),
        connection(
            "serviceAccounts",
            source.serviceAccounts(),
            peer((written, caller) -> isAccount(written, caller, namespace))),
        connection("trustDomains", source.trustDomains(), peer(trusted::isDomainOf)),
        connection("ipBlocks", source.ipBlocks(), in(request.connection().sourceAddress())),
        connection("remoteIpBlocks", source.remoteIpBlocks(), in(request.remoteAddress())));
  }

  /**
   * @param permits whether a match lets requests pass
   */
  List<Attribute> of(Operation operation, boolean permits) {
    return named(
        http("hosts", operation.hosts(), isOf(http -> List.of(http.host()), true)),
        http("methods", operation.methods(), isOf(http -> List.of(http.method()), false)),
        http(
            "paths",
            operation.paths(),
            value -> new PathTemplatePattern(value).matches(path, permits)),
        connection("ports", operation.ports(), this::isPort));
  }

  Attribute of(Condition condition, String namespace) {
    var key = condition.key();
    var values = condition.values();
    var at = request.connection();
    if (key.startsWith(HEADER)) {
      var name = inBrackets(key).getFirst().toLowerCase(Locale.ROOT);
      return http(key, values, isOf(http -> http.header(name), false));
    }
    if (key.startsWith(NESTED)) {
      return http(key, values, claim(inBrackets(key)));
    }
    return switch (key) {
      case "source.ip" -> connection(key, values, in(at.sourceAddress()));
      case "remote.ip" -> connection(key, values, in(request.remoteAddress()));
      case "source.namespace" -> connection(key, values, peer(Attributes::isIn));
      case "source.principal" -> connection(key, values, peer(trusted::isMeant));
      case "source.serviceAccount" ->
          connection(key, values, peer((written, caller) -> isAccount(written, caller, namespace)));
      case "source.trustDomain" -> connection(key, values, peer(trusted::isDomainOf));
      case "request.auth.principal" -> http(key, values, this::isRequestPrincipal);
      case "request.auth.audiences" -> http(key, values, claim(List.of("aud")));
      case "request.auth.presenter" -> http(key, values, claim(List.of("azp")));
      case "destination.ip" -> connection(key, values, in(at.destinationAddress()));
      case "destination.port" -> connection(key, values, this::isPort);
      case "connection.sni" ->
          connection(key, values, value -> new TextPattern(value).matches(at.serverName()));
      // Metadata of other filters, which no request has by itself.
      default -> connection(key, values, value -> false);
    };
  }

  private boolean isPort(String value) {
    return Integer.parseInt(value) == request.connection().port();
  }

  private boolean isRequestPrincipal(String value) {
    return token.filter(found -> Claims.isPrincipal(found, value)).isPresent();
  }

  private Predicate<String> claim(List<String> names) {
    return value ->
        token
            .filter(found -> Claims.matches(found, names, new TextPattern(value)::matches))
            .isPresent();
  }

  private Predicate<String> isOf(Function<HttpRequest, List<String>> part, boolean ignoreCase) {
    return value -> {
      var found = request.http().map(part).orElse(List.of());
      var pattern = new TextPattern(value);
      return ignoreCase && !value.equals("*")
          ? found.stream().anyMatch(pattern::matchesIgnoringCase)
          : pattern.matchesHeader(found);
    };
  }

  /** A question about a caller that has shown who it is. */
  private interface PeerQuestion {
    boolean holds(String written, PeerIdentity peer);
  }

  private Predicate<String> peer(PeerQuestion question) {
    var peer =
        request.connection().mutualTls()
            ? PeerIdentity.parse(request.connection().identity())
            : Optional.<PeerIdentity>empty();
    return value -> peer.filter(found -> question.holds(value, found)).isPresent();
  }

  private static boolean isIn(String written, PeerIdentity peer) {
    return new TextPattern(written).matches(peer.namespace());
  }

  /** {@code ACCOUNT} of the policy's own namespace, or {@code NAMESPACE/ACCOUNT}. */
  private static boolean isAccount(String written, PeerIdentity peer, String namespace) {
    var whole = written.contains("/") ? written : namespace + "/" + written;
    return whole.equals(peer.namespace() + "/" + peer.account());
  }

  private static Predicate<String> in(String address) {
    return value ->
        AddressBlock.tryParse(value).filter(block -> block.contains(address)).isPresent();
  }

  private static List<String> inBrackets(String key) {
    var names = new ArrayList<String>();
    for (var part : key.substring(key.indexOf('[') + 1).split("\\[", -1)) {
      names.add(part.substring(0, part.indexOf(']')));
    }
    return names;
  }

  private static List<Attribute> named(Attribute... all) {
    return Stream.of(all).filter(one -> !one.values().isEmpty()).toList();
  }

  private static Attribute http(String field, Values values, Predicate<String> fits) {
    return new Attribute(field, true, values, fits);
  }

  private static Attribute connection(String field, Values values, Predicate<String> fits) {
    return new Attribute(field, false, values, fits);
  }
}
