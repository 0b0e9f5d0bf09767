// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.security;

import io.lateen.api.decode.rule.Bounds;
import io.lateen.api.security.AuthorizationPolicy.Action;
import io.lateen.api.security.AuthorizationRule;
import io.lateen.api.security.Condition;
import io.lateen.api.security.Operation;
import io.lateen.api.security.Source;
import io.lateen.api.security.Values;
import io.lateen.base.decode.ObjectReader;
import java.util.List;
import java.util.Set;

/** Decodes rules of authorization policies. */
final class AuthorizationRuleDecoder {

  /** Most sources of a rule (istio CRD). */
  private static final int MAX_SOURCES = 512;

  /** Conditions that the proxy knows only after the provider has been asked. */
  private static final Set<String> NOT_FOR_CUSTOM =
      Set.of("source.namespace", "source.serviceAccount", "source.trustDomain", "source.principal");

  private AuthorizationRuleDecoder() {}

  /**
   * @param tried whether the policy is only tried and refuses nothing
   */
  static AuthorizationRule decode(ObjectReader in, Action action, boolean tried) {
    var rule =
        new AuthorizationRule(
            in.objects("from", from -> from(from, action)),
            in.objects("to", AuthorizationRuleDecoder::to),
            in.objects("when", when -> condition(when, action)),
            in.line());
    in.done();
    Bounds.items(in, "from", MAX_SOURCES);
    for (var field : List.of("from", "to")) {
      if (in.has(field) && in.items(field).isEmpty()) {
        in.error(field, "must not be an empty list", "leave the field out to match always");
      }
    }
    if (action == Action.DENY && hasHttpOnly(rule)) {
      in.warning(
          in.has("to") ? "to" : "from",
          "has attributes of HTTP only; for ports without HTTP they cannot be seen, and the rule"
              + (tried
                  ? " would deny all traffic there; it is only tried and denies none"
                  : " denies all traffic there"),
          "name the ports in to.operation.ports");
    }
    return rule;
  }

  /** Whether no part of the rule can be judged without HTTP (as Istio warns). */
  private static boolean hasHttpOnly(AuthorizationRule rule) {
    var tcpSource = rule.from().stream().anyMatch(AuthorizationRuleDecoder::isSeenWithoutHttp);
    var tcpPorts = rule.to().stream().anyMatch(operation -> !operation.ports().isEmpty());
    return (!rule.from().isEmpty() && rule.to().isEmpty() && !tcpSource)
        || (!rule.to().isEmpty() && !tcpPorts);
  }

  private static boolean isSeenWithoutHttp(Source source) {
    return !source.principals().isEmpty()
        || !source.namespaces().isEmpty()
        || !source.serviceAccounts().isEmpty()
        || !source.ipBlocks().isEmpty()
        || !source.remoteIpBlocks().isEmpty();
  }

  private static Source from(ObjectReader in, Action action) {
    if (!in.has("source")) {
      in.error("source", "is required");
    }
    var part = in.part("source");
    var source =
        new Source(
            ValuesDecoder.read(part, "principals", "notPrincipals"),
            ValuesDecoder.read(part, "requestPrincipals", "notRequestPrincipals"),
            ValuesDecoder.read(part, "namespaces", "notNamespaces"),
            ValuesDecoder.accounts(part, "serviceAccounts", "notServiceAccounts"),
            ValuesDecoder.trustDomains(part, "trustDomains", "notTrustDomains"),
            ValuesDecoder.addresses(part, "ipBlocks", "notIpBlocks"),
            ValuesDecoder.addresses(part, "remoteIpBlocks", "notRemoteIpBlocks"));
    part.done();
    in.done();
    checkSource(part, source, in.has("source"), action);
    return source;
  }

  private static void checkSource(ObjectReader in, Source source, boolean written, Action action) {
    var byMesh = List.of(source.principals(), source.namespaces());
    if (in.has("serviceAccounts") || in.has("notServiceAccounts")) {
      for (var field : List.of("principals", "notPrincipals", "namespaces", "notNamespaces")) {
        if (in.has(field)) {
          in.error(field, "cannot stand beside serviceAccounts");
        }
      }
    }
    var byIdentity =
        byMesh.stream().anyMatch(values -> !values.isEmpty())
            || !source.serviceAccounts().isEmpty()
            || !source.trustDomains().isEmpty()
            || !source.requestPrincipals().isEmpty();
    var byAddress = !source.ipBlocks().isEmpty() || !source.remoteIpBlocks().isEmpty();
    if (written && !byIdentity && !byAddress) {
      in.error("must not be empty");
    }
    if (action == Action.CUSTOM && byIdentity) {
      in.error("CUSTOM cannot look at identities, only at addresses");
    }
  }

  private static Operation to(ObjectReader in) {
    if (!in.has("operation")) {
      in.error("operation", "is required");
    }
    var part = in.part("operation");
    var operation =
        new Operation(
            ValuesDecoder.read(part, "hosts", "notHosts"),
            ValuesDecoder.ports(part, "ports", "notPorts"),
            ValuesDecoder.read(part, "methods", "notMethods"),
            ValuesDecoder.paths(part, "paths", "notPaths"));
    part.done();
    in.done();
    var empty =
        operation.hosts().isEmpty()
            && operation.ports().isEmpty()
            && operation.methods().isEmpty()
            && operation.paths().isEmpty();
    if (in.has("operation") && empty) {
      part.error("must not be empty");
    }
    return operation;
  }

  private static Condition condition(ObjectReader in, Action action) {
    var key = in.requiredString("key");
    var values = ValuesDecoder.attribute(in, key);
    in.done();
    if (!key.isEmpty() && values.equals(Values.ANY)) {
      in.error("values", "needs values or notValues");
    }
    if (action == Action.CUSTOM
        && (NOT_FOR_CUSTOM.contains(key) || key.startsWith("request.auth."))) {
      in.error("key", "CUSTOM cannot look at " + key);
    }
    return new Condition(key, values, in.line());
  }
}
