// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Documents of one workload with security policies, from a seed. */
final class RandomPolicies {

  static final int REQUESTS = 8080;
  static final int MORE_REQUESTS = 8081;
  static final int BYTES = 9090;

  private final Random random;
  private final Map<String, String> keySets;
  private final List<String> documents = new ArrayList<>();

  RandomPolicies(Random random, Map<String, String> keySets) {
    this.random = random;
    this.keySets = keySets;
  }

  /** Policies for the workload {@code app} of the namespace {@code home}, a JSON text each. */
  List<String> documents() {
    int policies = random.nextInt(5);
    for (int i = 0; i < policies; i++) {
      documents.add(policy(i));
    }
    if (random.nextInt(5) < 3) {
      documents.add(requestAuthentication());
    }
    if (random.nextInt(4) == 0) {
      documents.add(peerAuthentication());
    }
    return List.copyOf(documents);
  }

  private String policy(int number) {
    var root = object("AuthorizationPolicy", "p" + number);
    var spec = root.putObject("spec");
    int kind = random.nextInt(20);
    if (random.nextInt(4) == 0) {
      // Some select by labels, some select somebody else.
      var labels = spec.putObject("selector").putObject("matchLabels");
      labels.put("app", random.nextInt(4) == 0 ? "else" : "app");
    }
    if (random.nextInt(4) == 0) {
      ((ObjectNode) root.path("metadata")).put("namespace", "istio-system");
    }
    if (kind < 8) {
      spec.put("action", "ALLOW");
    } else if (kind < 15) {
      spec.put("action", "DENY");
    } else if (kind < 17) {
      spec.put("action", "AUDIT");
    } else {
      spec.put("action", "CUSTOM");
      spec.putObject("provider").put("name", pick(List.of("asked", "asked", "missing")));
    }
    if (kind < 15 && random.nextInt(6) == 0) {
      ((ObjectNode) root.path("metadata"))
          .putObject("annotations")
          .put("istio.io/dry-run", pick(List.of("true", "true", "1", "false")));
    }
    int rules = kind < 8 && random.nextInt(6) == 0 ? 0 : 1 + random.nextInt(3);
    var list = spec.putArray("rules");
    for (int i = 0; i < rules; i++) {
      new RandomRule(random, kind >= 17).write(list.addObject());
    }
    return root.toString();
  }

  private String requestAuthentication() {
    var root = object("RequestAuthentication", "tokens");
    var rules = root.putObject("spec").putArray("jwtRules");
    issuer(rules, Tokens.ISSUER);
    if (random.nextBoolean()) {
      issuer(rules, Tokens.OTHER);
    }
    return root.toString();
  }

  private void issuer(ArrayNode rules, String issuer) {
    var rule = rules.addObject().put("issuer", issuer).put("jwks", keySets.get(issuer));
    if (random.nextInt(4) == 0) {
      rule.putArray("audiences").add("shop");
    }
    if (random.nextInt(4) == 0) {
      rule.put("forwardOriginalToken", true);
    }
  }

  private String peerAuthentication() {
    var root = object("PeerAuthentication", "peers");
    var spec = root.putObject("spec");
    spec.putObject("selector").putObject("matchLabels").put("app", "app");
    spec.putObject("mtls").put("mode", pick(List.of("STRICT", "STRICT", "PERMISSIVE", "DISABLE")));
    if (random.nextBoolean()) {
      spec.putObject("portLevelMtls")
          .putObject("" + REQUESTS)
          .put("mode", pick(List.of("STRICT", "PERMISSIVE", "DISABLE", "UNSET")));
    }
    return root.toString();
  }

  private static ObjectNode object(String kind, String name) {
    var root = JsonNodeFactory.instance.objectNode();
    root.put("apiVersion", "security.istio.io/v1").put("kind", kind);
    root.putObject("metadata").put("name", name).put("namespace", "home");
    return root;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
