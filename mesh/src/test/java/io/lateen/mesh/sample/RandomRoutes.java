// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.sample;

import io.lateen.api.ConfigObject;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.testkit.law.Choices;
import io.lateen.testkit.law.Gen;
import java.util.List;

/** Random objects of the Gateway API, written as YAML, over the names of {@link RandomObjects}. */
final class RandomRoutes {

  private static final Gen<String> NAMESPACE = Gen.of(RandomObjects.NAMESPACES);
  private static final Gen<String> NAME = Gen.of(RandomObjects.NAMES);
  private static final Gen<String> PARENT =
      Gen.of(
          "{group: '', kind: Service, name: x, namespace: a}",
          "{group: '', kind: Service, name: y, namespace: b, port: 80}",
          "{group: '', kind: Service, name: x}",
          "{group: networking.istio.io, kind: ServiceEntry, name: x}",
          "{name: x, namespace: a}",
          "{name: y, namespace: b, sectionName: one}");
  private static final Gen<String> BACKEND =
      Gen.of(
          "{name: x, port: 80}",
          "{name: y, port: 9080, weight: 0}",
          "{name: x, namespace: a, port: 80, weight: 3}",
          "{group: networking.istio.io, kind: Hostname, name: web.example.com, port: 80}",
          "{group: example.com, kind: Bucket, name: x}");
  private static final Gen<String> MATCH =
      Gen.of("", "matches: [{path: {value: /a}}]", "matches: [{path: {type: Exact, value: /b}}]");

  private RandomRoutes() {}

  private static final Gen<String> GATEWAY =
      Gen.of(
          """
          kind: Gateway
          metadata: {name: %s, namespace: %s}
          spec:
            gatewayClassName: istio
            listeners:
            - {name: one, port: 80, protocol: HTTP, allowedRoutes: {namespaces: {from: All}}}
            - {name: two, port: 80, protocol: HTTP, hostname: web.example.com}
          """,
          """
          kind: Gateway
          metadata: {name: %s, namespace: %s}
          spec:
            gatewayClassName: x
            addresses: [{type: Hostname, value: x}]
            allowedListeners: {namespaces: {from: All}}
            listeners: [{name: one, port: 80, protocol: TCP}]
          """,
          """
          kind: ListenerSet
          metadata: {name: %s, namespace: %s}
          spec:
            parentRef: {name: x, namespace: a}
            listeners: [{name: one, port: 9080, protocol: TCP}]
          """,
          """
          kind: GatewayClass
          metadata: {name: %s}
          spec: {controllerName: istio.io/gateway-controller} # %s
          """,
          """
          kind: ReferenceGrant
          metadata: {name: %s, namespace: %s}
          spec:
            from: [{group: gateway.networking.k8s.io, kind: HTTPRoute, namespace: b}]
            to: [{group: "", kind: Service}]
          """,
          """
          kind: BackendTLSPolicy
          metadata: {name: %s, namespace: %s}
          spec:
            targetRefs: [{group: "", kind: Service, name: x}]
            validation: {hostname: x.example.com, wellKnownCACertificates: System}
          """);

  static ConfigObject<?> any(Choices choices) {
    return choices.next(3) == 0 ? other(choices) : route(choices);
  }

  private static ConfigObject<?> other(Choices choices) {
    var text = GATEWAY.draw(choices).formatted(NAME.draw(choices), NAMESPACE.draw(choices));
    return decoded("apiVersion: gateway.networking.k8s.io/v1\n" + text);
  }

  private static ConfigObject<?> route(Choices choices) {
    var requests = Gen.of(true, false).draw(choices);
    var kind = requests ? "HTTPRoute" : Gen.of("TCPRoute", "TLSRoute").draw(choices);
    return decoded(
        """
        apiVersion: gateway.networking.k8s.io/v1
        kind: %s
        metadata: {name: %s, namespace: %s, creationTimestamp: "2020-01-01T00:00:0%dZ"}
        spec:
          parentRefs: [%s]
          rules:
          - backendRefs: [%s]
            %s
        """
            .formatted(
                kind,
                NAME.draw(choices),
                NAMESPACE.draw(choices),
                Gen.integer(0, 3).draw(choices),
                PARENT.draw(choices),
                String.join(", ", BACKEND.list(0, 3).draw(choices)),
                requests ? MATCH.draw(choices) : ""));
  }

  private static ConfigObject<?> decoded(String document) {
    List<ConfigObject<?>> objects = new DocumentDecoder().decode("random.yaml", document).valid();
    return objects.getFirst();
  }
}
