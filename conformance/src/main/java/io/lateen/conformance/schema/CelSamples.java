// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.schema;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * For each CEL rule of Istio's custom resources a value that breaks it. Lateen has no CEL
 * interpreter: its decoders know each rule by hand. A rule that is not listed here is a failed
 * case, so that a new version of the definitions cannot bring a rule that nobody knows.
 */
final class CelSamples {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String REF =
      "{\"group\":\"gateway.networking.k8s.io\",\"kind\":\"Gateway\",\"name\":\"a\"}";
  private static final String TWO_TARGETS =
      "{\"selector\":{\"matchLabels\":{\"a\":\"b\"}},\"targetRefs\":[" + REF + "]}";
  private static final String MODULE = "\"ftp://a\"";
  private static final String TWO_ENDPOINTS =
      "{\"resolution\":\"DNS_ROUND_ROBIN\",\"endpoints\":[{\"address\":\"a.b\"},{\"address\":\"a.c\"}]}";

  private static final Map<String, String> BROKEN =
      Map.ofEntries(
          Map.entry("duration(self) >= duration('1ms')", "\"1us\""),
          Map.entry("!self.contains(\"*\")", "\"a*\""),
          Map.entry("self.size() == 0", "\"a\""),
          Map.entry("0 < self && self <= 65535", "65536"),
          Map.entry("self.all(key, !key.contains(\"*\"))", "{\"a*\":\"b\"}"),
          Map.entry("self.all(key, key.size() != 0)", "{\"\":\"b\"}"),
          Map.entry(
              "(has(self.selector) ? 1 : 0) + (has(self.targetRef) ? 1 : 0) +"
                  + " (has(self.targetRefs) ? 1 : 0) <= 1",
              TWO_TARGETS),
          Map.entry(
              "(has(self.selector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1", TWO_TARGETS),
          Map.entry(
              "(has(self.workloadSelector) ? 1 : 0) + (has(self.targetRefs) ? 1 : 0) <= 1",
              "{\"workloadSelector\":{\"labels\":{\"a\":\"b\"}},\"targetRefs\":[" + REF + "]}"),
          Map.entry(
              "(has(self.address) ? self.address : \"\").startsWith(\"unix://\") ?"
                  + " !has(self.ports) : true",
              "{\"address\":\"unix:///a\",\"ports\":{\"a\":1}}"),
          Map.entry(
              "self.startsWith(\"unix://\") ? (self.substring(7, 8) == \"/\" || self.substring(7,"
                  + " 8) == \"@\") : true",
              "\"unix://a\""),
          Map.entry(
              "self.startsWith(\"unix://\") ? !self.endsWith(\"/\") : true", "\"unix:///a/\""),
          Map.entry(
              "self.all(key, size(key) < 63 &&"
                  + " key.matches(\"^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$\"))",
              "{\"a_b\":1}"),
          Map.entry(
              "(has(self.valueFrom) ? self.valueFrom : \"\") != \"HOST\" || !has(self.value)",
              "{\"name\":\"a\",\"valueFrom\":\"HOST\",\"value\":\"b\"}"),
          Map.entry(
              "(has(self.tlsCertificates) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1",
              "{\"mode\":\"SIMPLE\",\"tlsCertificates\":[{}],\"credentialNames\":[\"a\"]}"),
          Map.entry(
              "(has(self.credentialNames) ? 1 : 0) + (has(self.tlsCertificates) ? 1 : 0) <= 1",
              "{\"mode\":\"SIMPLE\",\"tlsCertificates\":[{}],\"credentialNames\":[\"a\"]}"),
          Map.entry(
              "(has(self.credentialName) ? 1 : 0) + (has(self.credentialNames) ? 1 : 0) <= 1",
              "{\"mode\":\"SIMPLE\",\"credentialName\":\"a\",\"credentialNames\":[\"a\"]}"),
          Map.entry("has(self.address) || has(self.network)", "{\"weight\":1}"),
          Map.entry("url(self).getScheme() in [\"http\", \"https\"]", MODULE),
          Map.entry(
              "isURL(self) ? (url(self).getScheme() in [\"\", \"http\", \"https\", \"file\","
                  + " \"oci\"]) : (isURL(\"http://\" + self) && url(\"http://\" +"
                  + " self).getScheme() in [\"\", \"http\", \"https\", \"file\", \"oci\"])",
              MODULE),
          Map.entry(
              "isURL(self) ? (url(self).getScheme() in [\"\", \"http\", \"https\", \"oci\","
                  + " \"file\"]) : (isURL(\"http://\" + self) && url(\"http://\" +"
                  + " self).getScheme() in [\"\", \"http\", \"https\", \"oci\", \"file\"])",
              MODULE),
          Map.entry(
              "has(self.wasm) != has(self.lua)",
              "{\"wasm\":{\"url\":\"a\"},\"lua\":{\"inlineCode\":\"a\"}}"),
          Map.entry(
              "has(self.context) ? ((self.context == \"WAYPOINT\") ? has(self.waypoint) :"
                  + " !has(self.waypoint)) : !has(self.waypoint)",
              "{\"context\":\"WAYPOINT\"}"),
          Map.entry(
              "(has(self.workloadSelector) ? 1 : 0) + (has(self.endpoints) ? 1 : 0) <= 1",
              "{\"resolution\":\"STATIC\",\"workloadSelector\":{},\"endpoints\":[{\"address\":\"1.2.3.4\"}]}"),
          Map.entry(
              "!((has(self.addresses) ? self.addresses : []).exists(k, k.contains(\"/\")) &&"
                  + " !((has(self.resolution) ? self.resolution : \"NONE\") in [\"STATIC\","
                  + " \"NONE\"]))",
              "{\"resolution\":\"DNS\",\"addresses\":[\"1.0.0.0/8\"]}"),
          Map.entry(
              "((has(self.resolution) ? self.resolution : \"NONE\") == \"NONE\") ?"
                  + " !has(self.endpoints) : true",
              "{\"endpoints\":[{\"address\":\"1.2.3.4\"}]}"),
          Map.entry(
              "((has(self.resolution) ? self.resolution : \"\") == \"DNS_ROUND_ROBIN\") ?"
                  + " ((has(self.endpoints) ? self.endpoints : []).size() <= 1) : true",
              TWO_ENDPOINTS),
          Map.entry("self != \"*\"", "\"*\""),
          Map.entry(
              "self.all(l1, self.exists_one(l2, l1.number == l2.number))",
              "[{\"name\":\"a\",\"number\":1},{\"name\":\"b\",\"number\":1}]"),
          Map.entry("self in [\"\", \"HTTP\", \"HTTPS\"]", "\"FTP\""),
          Map.entry(
              "(has(self.serviceAccounts) || has(self.notServiceAccounts)) ?"
                  + " (!has(self.principals) && !has(self.notPrincipals) && !has(self.namespaces)"
                  + " && !has(self.notNamespaces)) : true",
              "{\"serviceAccounts\":[\"a\"],\"notNamespaces\":[\"b\"]}"),
          Map.entry(
              "has(self.portLevelMtls) ? (((has(self.selector) && has(self.selector.matchLabels))"
                  + " ? self.selector.matchLabels : {}).size() > 0) : true",
              "{\"portLevelMtls\":{\"80\":{\"mode\":\"STRICT\"}}}"),
          Map.entry(
              "self.all(key, 0 < int(key) && int(key) <= 65535)", "{\"0\":{\"mode\":\"STRICT\"}}"),
          Map.entry(
              "(has(self.jwksUri) ? 1 : 0) + (has(self.jwks_uri) ? 1 : 0) + (has(self.jwks) ? 1 :"
                  + " 0) <= 1",
              "{\"issuer\":\"a\",\"jwksUri\":\"http://a\",\"jwks_uri\":\"http://a\"}"),
          Map.entry(
              "((has(self.operation) ? self.operation : \"\") == \"UPSERT\") ? (self.value !="
                  + " \"\") : true",
              "{\"operation\":\"UPSERT\"}"),
          Map.entry(
              "((has(self.operation) ? self.operation : \"\") == \"REMOVE\") ? !has(self.value) :"
                  + " true",
              "{\"operation\":\"REMOVE\",\"value\":\"a\"}"));

  /** Values that obey a rule, where a value with nothing but the required fields does not. */
  private static final Map<String, String> OBEYING =
      Map.of(
          "has(self.address) || has(self.network)",
          "{\"address\":\"1.2.3.4\"}",
          "((has(self.operation) ? self.operation : \"\") == \"UPSERT\") ? (self.value != \"\")"
              + " : true",
          "{\"operation\":\"UPSERT\",\"value\":\"a\"}");

  private CelSamples() {}

  /** A value that obeys a rule; empty when any value of the schema does. */
  static Optional<JsonNode> obeying(String rule) {
    return Optional.ofNullable(OBEYING.get(rule)).map(JSON::readTree);
  }

  /**
   * A value that breaks a rule, with what the schema requires beside it; empty when the rule is not
   * known.
   */
  static Optional<JsonNode> breaking(String rule, JsonNode schema) {
    return Optional.ofNullable(BROKEN.get(rule.replaceAll("\\s+", " ")))
        .map(JSON::readTree)
        .map(value -> completed(value, schema));
  }

  private static JsonNode completed(JsonNode value, JsonNode schema) {
    if (!(value instanceof ObjectNode object) || !schema.has("properties")) {
      return value;
    }
    var whole = Samples.required(schema);
    object.properties().forEach(field -> whole.set(field.getKey(), field.getValue()));
    return whole;
  }
}
