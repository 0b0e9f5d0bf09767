// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.oracle;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Two ways to say the same in Envoy's configuration, brought to one. */
final class Spellings {

  private static final String UNTYPED_NAMES = "match_subject_alt_names";
  private static final String TYPED_NAMES = "match_typed_subject_alt_names";
  private static final List<String> DNS_FIELDS =
      List.of(
          "dns_jitter",
          "dns_lookup_family",
          "dns_refresh_rate",
          "dns_failure_refresh_rate",
          "respect_dns_ttl",
          "typed_dns_resolver_config");

  private static final List<String> UNORDERED = List.of("filter_chains", "lb_endpoints");

  private static final int MILLION = 10_000;

  private Spellings() {}

  /**
   * Istio still writes the deprecated list of names without types, which Envoy reads as names of
   * every type. SPIFFE identities are URIs; host names of servers outside the mesh are DNS names.
   * So a name with a scheme becomes a URI, every other one a DNS name.
   */
  static void typedSubjectNames(ObjectNode object) {
    if (!(object.path(UNTYPED_NAMES) instanceof ArrayNode names)) {
      return;
    }
    object.remove(UNTYPED_NAMES);
    var typed = object.putArray(TYPED_NAMES);
    for (var matcher : names) {
      var entry = typed.addObject();
      entry.put("san_type", matcher.toString().contains("spiffe://") ? "URI" : "DNS");
      entry.set("matcher", matcher);
    }
  }

  /** DNS discovery as a type, which is deprecated, and as an extension that replaces it. */
  static void dnsCluster(ObjectNode object) {
    var type = object.path("cluster_type");
    if (!type.path("name").asString("").equals("envoy.clusters.dns")) {
      return;
    }
    var config = type.path("typed_config");
    var single = config.path("all_addresses_in_single_endpoint").asBoolean(false);
    object.remove("cluster_type");
    object.put("type", single ? "LOGICAL_DNS" : "STRICT_DNS");
    for (var field : DNS_FIELDS) {
      if (config.has(field)) {
        object.set(field, config.path(field));
      }
    }
  }

  /** Metadata in rules of access: the field of old is deprecated, the new one says whose it is. */
  static void sourcedMetadata(ObjectNode object) {
    var matcher = object.path("sourced_metadata").path("metadata_matcher");
    if (matcher.isObject()) {
      object.remove("sourced_metadata");
      object.set("metadata", matcher);
    }
  }

  /** A share of a hundred and the same share of a million. */
  static void percentage(ObjectNode object) {
    var denominator = object.path("denominator").asString("");
    if (denominator.equals("MILLION") && object.path("numerator").asInt(1) % MILLION == 0) {
      object.remove("denominator");
      object.put("numerator", object.path("numerator").asInt(0) / MILLION);
    }
    if (denominator.equals("HUNDRED")) {
      object.remove("denominator");
    }
  }

  /**
   * Lists whose order means nothing: Envoy takes the filter chain with the closest match wherever
   * it stands, and picks among the endpoints of a place by its balancer.
   */
  static void unorderedLists(ObjectNode object) {
    for (var field : UNORDERED) {
      if (object.path(field) instanceof ArrayNode list) {
        var sorted = new ArrayList<JsonNode>();
        list.forEach(sorted::add);
        sorted.sort(Comparator.comparing(item -> place(item)));
        list.removeAll();
        list.addAll(sorted);
      }
    }
  }

  /** What tells the items of such a list apart, with fields in the order of their names. */
  private static String place(JsonNode item) {
    var text = new StringBuilder();
    for (var part : List.of(item.path("filter_chain_match"), item.path("endpoint"))) {
      new TreeSet<>(part.propertyNames())
          .forEach(name -> text.append(name).append(part.path(name)).append(' '));
    }
    return text.toString();
  }

  /** Values that Envoy takes when nothing is written. */
  static void defaults(ObjectNode object) {
    removeWhen(object, "health_status", "HEALTHY");
    removeWhen(object, "lb_policy", "ROUND_ROBIN");
  }

  private static void removeWhen(ObjectNode object, String field, String value) {
    if (object.path(field).asString("").equals(value)) {
      object.remove(field);
    }
  }

  /**
   * The limit that gRPC callers may ask for. Istio's {@code max_grpc_timeout} is deprecated.
   * Without a limit for all, Envoy's new way says the same; beside a limit for all it cannot stand,
   * so that ours leaves it out (docs/load-bearing.md). A value unlike the limit for all stays and
   * differs.
   */
  static void grpcTimeout(ObjectNode object) {
    if (!object.has("max_grpc_timeout")
        || !object.path("max_grpc_timeout").equals(object.path("timeout"))) {
      return;
    }
    var limit = object.remove("max_grpc_timeout");
    if ("0s".equals(limit.asString(""))) {
      object
          .putObject("max_stream_duration")
          .put("max_stream_duration", "0s")
          .put("grpc_timeout_header_max", "0s");
    }
  }
}
