// SPDX-License-Identifier: Apache-2.0
package io.lateen.conformance.access;

import com.google.protobuf.InvalidProtocolBufferException;
import io.envoyproxy.envoy.config.listener.v3.Listener;
import io.lateen.api.ConfigDelta;
import io.lateen.api.document.DocumentDecoder;
import io.lateen.cli.offline.ResourceKind;
import io.lateen.mesh.MeshSnapshot;
import io.lateen.mesh.access.AccessRules;
import io.lateen.mesh.workload.Workload;
import io.lateen.mesh.workload.WorkloadKey;
import io.lateen.translate.Translator;
import io.lateen.translate.name.IstioNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A workload with its policies: how they are understood, and what its Envoy gets.
 *
 * @param documents the policies as texts
 * @param normalization the mesh's setting for paths
 * @param rules for the interpreter
 * @param inbound the translated listener
 */
record Subject(List<String> documents, String normalization, AccessRules rules, Listener inbound) {

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

  /** The subject with one of the requests that are sent to it. */
  Question question(RandomRequests.Sequence one) {
    return new Question(documents, normalization, one);
  }

  /**
   * Understands and translates.
   *
   * @param mistake what becomes of each listener that is translated
   */
  record Maker(Translator translator, UnaryOperator<Listener> mistake) {

    /**
     * A subject.
     *
     * @throws IllegalStateException if a document is refused
     */
    Subject make(List<String> documents, String normalization) {
      return tryMake(documents, normalization)
          .orElseThrow(() -> new IllegalStateException("refused: " + documents));
    }

    /** A subject; empty if a document is refused. */
    Optional<Subject> tryMake(List<String> documents, String normalization) {
      var texts = new ArrayList<String>();
      texts.add(SURROUNDINGS.formatted(Words.TRUST_DOMAIN, Words.ALIASES, normalization));
      texts.addAll(documents);
      var decoded = new DocumentDecoder().decode("trial", String.join("\n---\n", texts));
      if (decoded.problems().hasErrors()) {
        return Optional.empty();
      }
      var mesh = MeshSnapshot.EMPTY.apply(ConfigDelta.upsert(decoded.valid()));
      var workload = mesh.workloads().get(new WorkloadKey("home", "app")).orElseThrow();
      var inbound = mistake.apply(inbound(mesh, workload));
      var rules = AccessRules.of(mesh, workload);
      return Optional.of(new Subject(documents, normalization, rules, inbound));
    }

    private Listener inbound(MeshSnapshot mesh, Workload workload) {
      var resource =
          Objects.requireNonNull(
              translator
                  .translate(mesh, workload)
                  .ofType(ResourceKind.LISTENERS.typeUrl())
                  .get(IstioNames.VIRTUAL_INBOUND),
              "the workload has no inbound listener");
      try {
        return Listener.parseFrom(resource.bytes());
      } catch (InvalidProtocolBufferException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
