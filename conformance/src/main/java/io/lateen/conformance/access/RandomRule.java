// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ObjectNode;

/**
 * A rule of a policy.
 *
 * @param custom whether it may speak only of what a provider's policy may
 */
record RandomRule(Random random, boolean custom) {

  /** A list of values and the list of those that must not be. */
  private record Field(String name, String not, List<String> values) {}

  private static final List<Field> SOURCES =
      List.of(
          new Field("ipBlocks", "notIpBlocks", Words.SOURCE_BLOCKS),
          new Field("remoteIpBlocks", "notRemoteIpBlocks", Words.REMOTE_BLOCKS),
          new Field("requestPrincipals", "notRequestPrincipals", Words.TOKEN_PRINCIPALS),
          new Field("principals", "notPrincipals", Words.PRINCIPALS),
          new Field("namespaces", "notNamespaces", Words.NAMESPACE_PATTERNS),
          new Field("trustDomains", "notTrustDomains", Words.DOMAIN_PATTERNS),
          new Field("serviceAccounts", "notServiceAccounts", Words.ACCOUNT_PATTERNS));
  private static final List<Field> OPERATIONS =
      List.of(
          new Field("hosts", "notHosts", Words.HOST_PATTERNS),
          new Field("methods", "notMethods", Words.METHOD_PATTERNS),
          new Field("paths", "notPaths", Words.PATH_PATTERNS),
          new Field("paths", "notPaths", Words.PATH_PATTERNS),
          new Field("ports", "notPorts", Words.PORT_NUMBERS));
  private static final List<Field> CONDITIONS =
      List.of(
          condition("request.headers[x-a]", Words.HEADER_PATTERNS),
          condition("request.headers[X-B]", Words.HEADER_PATTERNS),
          condition("request.headers[Accept]", Words.HEADER_PATTERNS),
          condition("source.ip", Words.SOURCE_BLOCKS),
          condition("remote.ip", Words.REMOTE_BLOCKS),
          condition("destination.ip", Words.DESTINATION_BLOCKS),
          condition("destination.port", Words.PORT_NUMBERS),
          condition("connection.sni", Words.SERVER_NAME_PATTERNS),
          condition("experimental.envoy.filters.http.other[key]", List.of("x", "[y]", "*")),
          condition("request.auth.principal", Words.TOKEN_PRINCIPALS),
          condition("request.auth.audiences", Words.CLAIM_PATTERNS),
          condition("request.auth.presenter", Words.CLAIM_PATTERNS),
          condition("request.auth.claims[groups]", Words.CLAIM_PATTERNS),
          condition("request.auth.claims[scope]", Words.CLAIM_PATTERNS),
          condition("request.auth.claims[deep][role]", Words.CLAIM_PATTERNS),
          condition("request.auth.claims[n]", Words.CLAIM_PATTERNS),
          condition("source.namespace", Words.NAMESPACE_PATTERNS),
          condition("source.principal", Words.PRINCIPALS),
          condition("source.serviceAccount", Words.ACCOUNT_PATTERNS),
          condition("source.trustDomain", Words.DOMAIN_PATTERNS));

  /** How many of the first kinds the policy of a provider may use. */
  private static final int SOURCES_OF_CUSTOM = 2;

  private static final int CONDITIONS_OF_CUSTOM = 8;

  /** What cannot stand beside service accounts. */
  private static final List<String> OTHER_NAMES_OF_CALLERS =
      List.of("principals", "notPrincipals", "namespaces", "notNamespaces");

  private static final int MANY = 4;

  private static Field condition(String key, List<String> values) {
    return new Field(key, key, values);
  }

  void write(ObjectNode rule) {
    if (random.nextBoolean()) {
      var from = rule.putArray("from");
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        fields(from.addObject().putObject("source"), usable(SOURCES, SOURCES_OF_CUSTOM));
      }
    }
    if (random.nextBoolean()) {
      var to = rule.putArray("to");
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        fields(to.addObject().putObject("operation"), OPERATIONS);
      }
    }
    if (random.nextInt(3) == 0) {
      var when = rule.putArray("when");
      for (int i = 1 + random.nextInt(2); i > 0; i--) {
        var field = pick(usable(CONDITIONS, CONDITIONS_OF_CUSTOM));
        var one = when.addObject().put("key", field.name());
        values(one, new Field("values", "notValues", field.values()));
      }
    }
  }

  private List<Field> usable(List<Field> all, int ofCustom) {
    return custom ? all.subList(0, ofCustom) : all;
  }

  private void fields(ObjectNode into, List<Field> fields) {
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      values(into, pick(fields));
    }
    if (into.has("serviceAccounts") || into.has("notServiceAccounts")) {
      into.remove(OTHER_NAMES_OF_CALLERS);
    }
  }

  private void values(ObjectNode into, Field field) {
    int kind = random.nextInt(4);
    if (kind < 3) {
      some(into, field.name(), field.values());
    }
    if (kind > 1) {
      some(into, field.not(), field.values());
    }
  }

  private void some(ObjectNode into, String name, List<String> values) {
    var chosen = new LinkedHashSet<String>();
    for (int i = 1 + random.nextInt(MANY); i > 0; i--) {
      chosen.add(pick(values));
    }
    var list = into.putArray(name);
    chosen.forEach(list::add);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
