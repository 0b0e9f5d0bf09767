// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.validation;

import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts a part of an object into the smallest document that is valid but for the part. */
final class Fragment {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String NETWORKING = "networking.istio.io/v1";
  private static final String SECURITY = "security.istio.io/v1";
  private static final String EXTENSIONS = "extensions.istio.io/v1alpha1";

  /** By the name of the test, because the same message is checked under several rules. */
  private static final Map<String, Function<JsonNode, JsonNode>> BY_TEST =
      Map.ofEntries(
          Map.entry("TestValidateK8sGateway", Fragment::kubernetesGateway),
          Map.entry("TestValidateServer", one -> gateway(one.path("in"))),
          Map.entry("TestValidateServerPort", Fragment::serverPort),
          Map.entry("TestValidateTlsOptions", Fragment::serverTls),
          Map.entry(
              "TestStrictValidateHTTPHeaderName",
              one ->
                  jwt(
                      "{\"outputClaimToHeaders\":[{\"claim\":\"c\",\"header\":%s}]}",
                      one.path("name"))),
          Map.entry(
              "TestValidateHTTPHeaderName",
              one -> match("{\"headers\":{%s:{\"exact\":\"x\"}}}", one.path("name"))),
          Map.entry("TestValidateCORSPolicy", one -> routing("corsPolicy", one.path("in"))),
          Map.entry("TestValidateHTTPStatus", one -> abort(field("httpStatus", one.path("in")))),
          Map.entry("TestValidateHTTPFaultInjectionAbort", one -> abort(one.path("in"))),
          Map.entry(
              "TestValidateHTTPFaultInjectionDelay",
              one -> routing("fault", field("delay", one.path("in")))),
          Map.entry("TestValidateHTTPRetry", one -> routing("retries", one.path("in"))),
          Map.entry("TestValidateHTTPRewrite", one -> routing("rewrite", one.path("in"))),
          Map.entry(
              "TestValidateUriRegexRewrite", one -> routing("rewrite", rewrite(one.path("in")))),
          Map.entry("TestValidatePortName", one -> portName(one.path("name"))),
          Map.entry("TestValidateHTTPRedirect", one -> ending("redirect", one.path("redirect"))),
          Map.entry(
              "TestValidateHTTPDirectResponse",
              one -> ending("directResponse", one.path("directResponse"))),
          Map.entry("TestValidateDestination", Fragment::destination),
          Map.entry("TestValidateHTTPRoute", one -> rootRoute(one.path("route"))),
          Map.entry(
              "TestValidateRouteDestination", one -> rootRoute(field("route", one.path("routes")))),
          Map.entry("TestValidateTrafficPolicy", one -> policy(one.path("in"))),
          Map.entry(
              "TestValidateConnectionPool", one -> policy(field("connectionPool", one.path("in")))),
          Map.entry(
              "TestValidateLoadBalancer", one -> policy(field("loadBalancer", one.path("in")))),
          Map.entry(
              "TestValidateOutlierDetection",
              one -> policy(field("outlierDetection", one.path("in")))),
          Map.entry("Test_validateExportTo", Fragment::exportTo),
          Map.entry("TestValidateTelemetryFilter", Fragment::logFilter),
          Map.entry(
              "TestValidateHTTPHeaderValue",
              one -> routing("headers", headerValue(one.path("input")))),
          Map.entry("TestValidateRootHTTPRoute", one -> rootRoute(one.path("route"))),
          Map.entry("TestValidateDelegateHTTPRoute", one -> delegateRoute(one.path("route"))));

  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("networking.Gateway", NETWORKING + " Gateway"),
          Map.entry("networking.VirtualService", NETWORKING + " VirtualService"),
          Map.entry("networking.DestinationRule", NETWORKING + " DestinationRule"),
          Map.entry("networking.ServiceEntry", NETWORKING + " ServiceEntry"),
          Map.entry("networking.Sidecar", NETWORKING + " Sidecar"),
          Map.entry("networking.WorkloadEntry", NETWORKING + " WorkloadEntry"),
          Map.entry("networking.WorkloadGroup", NETWORKING + " WorkloadGroup"),
          Map.entry("networking.EnvoyFilter", "networking.istio.io/v1alpha3 EnvoyFilter"),
          Map.entry("networkingv1beta1.ProxyConfig", "networking.istio.io/v1beta1 ProxyConfig"),
          Map.entry("security_beta.AuthorizationPolicy", SECURITY + " AuthorizationPolicy"),
          Map.entry("security_beta.RequestAuthentication", SECURITY + " RequestAuthentication"),
          Map.entry("security_beta.PeerAuthentication", SECURITY + " PeerAuthentication"),
          Map.entry("telemetry.Telemetry", "telemetry.istio.io/v1 Telemetry"),
          Map.entry("extensions.WasmPlugin", EXTENSIONS + " WasmPlugin"),
          Map.entry("extensions.TrafficExtension", EXTENSIONS + " TrafficExtension"));

  private Fragment() {}

  /** The document of a case. */
  static JsonNode document(String test, JsonNode fieldTypes, JsonNode one) {
    var wrap = BY_TEST.get(test);
    if (wrap != null) {
      return wrap.apply(one);
    }
    var type = fieldTypes.path("in").asString("");
    var kind = KINDS.get(type);
    if (kind == null) {
      throw new IllegalArgumentException("no document can be made of " + test + " " + type);
    }
    var words = kind.split(" ", -1);
    var document = object(words[0], words[1], one.path("in"));
    var metadata = (ObjectNode) document.path("metadata");
    one.path("configName").asStringOpt().ifPresent(name -> metadata.put("name", name));
    copy(one, "annotations", metadata);
    copy(one, "labels", metadata);
    return document;
  }

  private static void copy(JsonNode from, String field, ObjectNode to) {
    if (from.path(field).isObject()) {
      to.set(field, from.path(field));
    }
  }

  private static ObjectNode object(String apiVersion, String kind, JsonNode spec) {
    var document = NODES.objectNode().put("apiVersion", apiVersion).put("kind", kind);
    document.putObject("metadata").put("name", "some-name").put("namespace", "some-namespace");
    document.set("spec", spec);
    return document;
  }

  private static JsonNode field(String name, JsonNode value) {
    var tree = NODES.objectNode();
    if (!value.isMissingNode() && !value.isNull()) {
      tree.set(name, value);
    }
    return tree;
  }

  private static JsonNode tree(String json, Object... parts) {
    return TableSuite.JSON.readTree(json.formatted(parts));
  }

  private static JsonNode gateway(JsonNode server) {
    return object(
        NETWORKING, "Gateway", tree("{\"selector\":{\"a\":\"b\"},\"servers\":[%s]}", server));
  }

  private static JsonNode kubernetesGateway(JsonNode one) {
    var document = object(NETWORKING, "Gateway", one.path("in"));
    ((ObjectNode) document.path("metadata"))
        .putObject("annotations")
        .put("internal.istio.io/gateway-semantics", "gateway");
    return document;
  }

  private static JsonNode serverPort(JsonNode one) {
    var server = NODES.objectNode();
    server.set("port", one.path("in"));
    server.putArray("hosts").add("foo.bar.com");
    if (!one.path("bind").asString("").isEmpty()) {
      server.put("bind", one.path("bind").asString(""));
    }
    return gateway(server);
  }

  /** A redirect to HTTPS belongs to a server without TLS, all else to one with it. */
  private static JsonNode serverTls(JsonNode one) {
    var redirect = one.path("in").path("httpsRedirect").asBoolean(false);
    return gateway(
        tree(
            "{\"hosts\":[\"foo.bar.com\"],\"port\":{\"number\":443,\"name\":\"p\",\"protocol\":\"%s\"},\"tls\":%s}",
            redirect ? "HTTP" : "HTTPS", one.path("in").isMissingNode() ? "{}" : one.path("in")));
  }

  private static JsonNode jwt(String rule, JsonNode part) {
    var written = (ObjectNode) tree(rule, part);
    written.put("issuer", "issuer");
    return object(SECURITY, "RequestAuthentication", tree("{\"jwtRules\":[%s]}", written));
  }

  private static JsonNode virtualService(JsonNode route) {
    return object(
        NETWORKING, "VirtualService", tree("{\"hosts\":[\"foo.bar\"],\"http\":[%s]}", route));
  }

  private static final String TO_SOMEWHERE = "[{\"destination\":{\"host\":\"foo.baz\"}}]";

  private static JsonNode match(String match, JsonNode part) {
    return virtualService(
        tree("{\"match\":[%s],\"route\":" + TO_SOMEWHERE + "}", match.formatted(part)));
  }

  /** A route that goes somewhere and does something besides. */
  private static JsonNode routing(String name, JsonNode value) {
    var route = (ObjectNode) tree("{\"route\":" + TO_SOMEWHERE + "}");
    if (!value.isMissingNode() && !value.isNull()) {
      route.set(name, value);
    }
    return virtualService(route);
  }

  /** A route that answers itself; without the answer it goes somewhere. */
  private static JsonNode ending(String name, JsonNode value) {
    return value.isNull() || value.isMissingNode()
        ? routing(name, value)
        : virtualService(field(name, value));
  }

  private static JsonNode abort(JsonNode abort) {
    return routing("fault", field("abort", abort));
  }

  private static JsonNode rewrite(JsonNode regex) {
    return regex.isNull() ? regex : field("uriRegexRewrite", regex);
  }

  private static JsonNode portName(JsonNode name) {
    return object(
        NETWORKING,
        "ServiceEntry",
        tree(
            "{\"hosts\":[\"foo.bar\"],\"resolution\":\"DNS\",\"ports\":[{\"number\":80,\"name\":%s,\"protocol\":\"HTTP\"}]}",
            name));
  }

  private static JsonNode destination(JsonNode one) {
    return rootRoute(tree("{\"route\":[{\"destination\":%s}]}", one.path("destination")));
  }

  private static JsonNode rootRoute(JsonNode route) {
    return virtualService(route);
  }

  private static JsonNode delegateRoute(JsonNode route) {
    return object(NETWORKING, "VirtualService", tree("{\"http\":[%s]}", route));
  }

  private static JsonNode policy(JsonNode policy) {
    return object(
        NETWORKING, "DestinationRule", tree("{\"host\":\"reviews\",\"trafficPolicy\":%s}", policy));
  }

  private static JsonNode exportTo(JsonNode one) {
    var exports = one.path("exportTo").isArray() ? one.path("exportTo").toString() : "[]";
    var document =
        one.path("isServiceEntry").asBoolean(false)
            ? object(
                NETWORKING,
                "ServiceEntry",
                tree(
                    "{\"hosts\":[\"foo.bar\"],\"resolution\":\"DNS\",\"ports\":[{\"number\":80,\"name\":\"http\",\"protocol\":\"HTTP\"}],\"exportTo\":%s}",
                    exports))
            : object(
                NETWORKING, "DestinationRule", tree("{\"host\":\"a\",\"exportTo\":%s}", exports));
    if (one.path("isDestinationRuleWithSelector").asBoolean(false)) {
      ((ObjectNode) document.path("spec"))
          .set("workloadSelector", tree("{\"matchLabels\":{\"app\":\"a\"}}"));
    }
    ((ObjectNode) document.path("metadata")).set("namespace", one.path("namespace"));
    return document;
  }

  private static JsonNode logFilter(JsonNode one) {
    return object(
        "telemetry.istio.io/v1",
        "Telemetry",
        tree("{\"accessLogging\":[{\"filter\":%s}]}", one.path("filter")));
  }

  private static JsonNode headerValue(JsonNode value) {
    return tree("{\"request\":{\"set\":{\"name\":%s}}}", value);
  }
}
