// SPDX-License-Identifier: Apache-2.0
package io.lateen.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigDelta;
import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectMeta;
import io.lateen.api.Origin;
import io.lateen.api.security.KeySet;
import io.lateen.mesh.MeshSnapshot;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys that were got for a policy become part of its filter, and nothing stands in for them. */
class FetchedKeysTest {

  private static final String MESH =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: web, namespace: default, labels: {app: web}}
      spec: {serviceAccountName: web, nodeName: n, containers: [{name: c, image: i}]}
      status: {phase: Running, podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}]}
      ---
      apiVersion: security.istio.io/v1
      kind: RequestAuthentication
      metadata: {name: tokens, namespace: default}
      spec:
        jwtRules:
        - {issuer: one, jwksUri: "https://one.example.com/keys"}
        - {issuer: "https://two.example.com/"}
      """;

  private static final KeySet.Source ONE = new KeySet.Source("https://one.example.com/keys", false);
  private static final KeySet.Source TWO =
      new KeySet.Source("https://two.example.com/.well-known/openid-configuration", true);

  private static MeshSnapshot with(MeshSnapshot mesh, KeySet.Source source, KeySet keys) {
    var key = source.key();
    var object =
        new ConfigObject<>(key, ObjectMeta.of("", key.name()), keys, new Origin(source.uri(), 0));
    return mesh.apply(ConfigDelta.upsert(List.of(object)));
  }

  private static ProxyResources translate(MeshSnapshot mesh) {
    return new Translator().translate(mesh, TestMesh.workload(mesh, "default/web"));
  }

  private static String listeners(ProxyResources resources) {
    var text = new StringBuilder();
    resources
        .ofType(ResourceTypes.LISTENER)
        .values()
        .forEach(one -> text.append(ResourceYaml.json(ResourceTypes.LISTENER, one)));
    return text.toString();
  }

  @Test
  void keysComeWithTheFilter() {
    var mesh = with(TestMesh.of(MESH), ONE, new KeySet("{\"keys\":[1]}", ""));
    mesh = with(mesh, TWO, new KeySet("{\"keys\":[2]}", ""));

    var resources = translate(mesh);
    assertThat(listeners(resources))
        .contains("{\\\"keys\\\":[1]}", "{\\\"keys\\\":[2]}")
        .doesNotContain("remote_jwks");
    assertThat(TestMesh.messages(resources)).isEmpty();
  }

  @Test
  void withoutKeysTokensAreRefusedAndTheReasonIsTold() {
    var mesh = with(TestMesh.of(MESH), ONE, new KeySet("", "the server cannot be reached"));

    var resources = translate(mesh);
    assertThat(listeners(resources)).contains("remote_jwks").doesNotContain("local_jwks");
    assertThat(TestMesh.messages(resources))
        .containsExactly(
            "the keys of the issuer one are not there: the server cannot be reached; its tokens are"
                + " refused",
            "the keys of the issuer https://two.example.com/ are not there yet; its tokens are"
                + " refused");
  }

  @Test
  void keysThatOutliveTheirServerStay() {
    var mesh = with(TestMesh.of(MESH), ONE, new KeySet("{\"keys\":[1]}", "the server is away"));

    assertThat(listeners(translate(mesh))).contains("{\\\"keys\\\":[1]}");
  }
}
