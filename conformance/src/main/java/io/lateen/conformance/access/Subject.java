// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.access.AccessRules;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.Translator;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A workload with its policies: how they are understood, and what its Envoy gets.
 *
 * @param documents the policies as texts
 * @param rules for the interpreter
 * @param inbound the translated listener
 */
record Subject(List<String> documents, AccessRules rules, Listener inbound) {

  /** The provider that policies may ask; nobody answers there, so that it refuses. */
  static final String PROVIDER_CLUSTER = "outbound|9000||authz.home.svc.cluster.local";

  private static final String SURROUNDINGS =
      """
      apiVersion: lateen.io/v1
      kind: MeshConfig
      metadata: {name: default, namespace: istio-system}
      spec:
        trustDomain: %s
        trustDomainAliases: %s
        pathNormalization: {normalization: %s}
        extensionProviders:
        - name: asked
          envoyExtAuthzGrpc: {service: authz.home.svc.cluster.local, port: 9000}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: app, namespace: home}
      spec:
        selector: {app: app}
        clusterIP: 10.90.0.1
        ports:
        - {name: http, port: 8080, targetPort: 8080}
        - {name: http-more, port: 8081, targetPort: 8081}
        - {name: tcp, port: 9090, targetPort: 9090}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: authz, namespace: home}
      spec: {clusterIP: 10.90.0.2, ports: [{name: grpc, port: 9000}]}
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: app, namespace: home, labels: {app: app}}
      spec: {serviceAccountName: app, nodeName: n, containers: [{name: app, image: x}]}
      status: {phase: Running, podIP: 10.9.0.1, podIPs: [{ip: 10.9.0.1}]}
      """;

  Subject {
    documents = List.copyOf(documents);
  }

  /**
   * Understands and translates.
   *
   * @param normalization the mesh's setting for paths
   * @throws IllegalStateException if a document is refused
   */
  static Subject of(List<String> documents, String normalization, Translator translator) {
    var texts = new ArrayList<String>();
    texts.add(SURROUNDINGS.formatted(Words.TRUST_DOMAIN, Words.ALIASES, normalization));
    texts.addAll(documents);
    var decoded = new DocumentDecoder().decode("trial", String.join("\n---\n", texts));
    if (decoded.problems().hasErrors()) {
      throw new IllegalStateException(decoded.problems().render() + documents);
    }
    var mesh = MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(decoded.valid()));
    var workload = mesh.workloads().get(new WorkloadKey("home", "app")).orElseThrow();
    var resource =
        Objects.requireNonNull(
            translator
                .translate(mesh, workload)
                .ofType(ResourceKind.LISTENERS.typeUrl())
                .get(IstioNames.VIRTUAL_INBOUND),
            "the workload has no inbound listener");
    try {
      return new Subject(
          documents, AccessRules.of(mesh, workload), Listener.parseFrom(resource.bytes()));
    } catch (com.google.protobuf.InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }
}
