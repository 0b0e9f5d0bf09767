// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.api.ConfigObject;
import io.lateen.api.ObjectKey;
import io.lateen.base.problem.Location;
import io.lateen.base.problem.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentDecoderTest {

  private static final String ACCOUNT =
      "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: shop\n";

  @Test
  void anObjectWithoutANamespaceGetsTheDefault() {
    var decoded = new DocumentDecoder("market").decode("a.yaml", ACCOUNT).objects().getFirst();
    assertThat(decoded.key()).isEqualTo(new ObjectKey("", "ServiceAccount", "market", "shop"));
    assertThat(decoded.json())
        .isEqualTo(
            "{\"apiVersion\":\"v1\",\"kind\":\"ServiceAccount\","
                + "\"metadata\":{\"name\":\"shop\",\"namespace\":\"market\"}}");
    assertThat(decoded.object().orElseThrow().origin()).hasToString("a.yaml:1");
  }

  @Test
  void theJsonOfAnObjectDecodesToTheSameObject() {
    var first = only("a.yaml", ACCOUNT + "  labels: {app: shop}\n");
    var json = new DocumentDecoder().decode("a.yaml", ACCOUNT).objects().getFirst().json();
    var second = only("a.yaml", json);
    assertThat(second.key()).isEqualTo(first.key());
    assertThat(second.spec()).isEqualTo(first.spec());
  }

  @Test
  void aCheckCanWarnOfAnObjectAndRefuseIt() {
    var place = new Location("a.yaml", 1, 1);
    ObjectCheck warns = one -> List.of(Problem.warning(place, one.key().display(), "x", "odd"));
    ObjectCheck refuses = one -> List.of(Problem.error(place, one.key().display(), "x", "bad"));
    var warned = new DocumentDecoder("market", warns).decode("a.yaml", ACCOUNT);
    var refused = new DocumentDecoder("market", refuses).decode("a.yaml", ACCOUNT);
    assertThat(warned.valid()).hasSize(1);
    assertThat(warned.problems().render()).contains("odd");
    assertThat(refused.valid()).isEmpty();
    assertThat(refused.objects()).hasSize(1);
    assertThat(refused.problems().render()).contains("bad");
  }

  @Test
  void kindsWithoutNamespacesHaveNone() {
    var object = only("a", "{apiVersion: v1, kind: Namespace, metadata: {name: market}}");
    assertThat(object.key()).isEqualTo(new ObjectKey("", "Namespace", "", "market"));
  }

  @Test
  void oneBadObjectDoesNotHarmTheOthers() {
    var text =
        ACCOUNT + "---\napiVersion: v1\nkind: Nonsense\n---\n" + ACCOUNT.replace("shop", "b");
    var decoded = new DocumentDecoder().decode("a.yaml", text);
    assertThat(decoded.valid()).extracting(ConfigObject::name).containsExactly("shop", "b");
    assertThat(decoded.problems()).hasSize(1);
    assertThat(decoded.complete()).isTrue();
  }

  @Test
  void anUnreadableEndIsTold() {
    var decoded = new DocumentDecoder().decode("a.yaml", ACCOUNT + "---\na: [\n");
    assertThat(decoded.valid()).hasSize(1);
    assertThat(decoded.complete()).isFalse();
    assertThat(decoded.problems().hasErrors()).isTrue();
  }

  @Test
  void ofTwoObjectsWithOneNameTheFirstIsUsed() {
    var decoded = new DocumentDecoder().decode("a.yaml", ACCOUNT + "---\n" + ACCOUNT);
    assertThat(decoded.valid()).hasSize(1);
    assertThat(decoded.objects()).hasSize(2);
    assertThat(decoded.problems().render()).contains("a.yaml:6:1", "is already defined on line 1");
  }

  @Test
  void listsOfAnyKindAreOpened() {
    var item = "{apiVersion: v1, kind: ServiceAccount, metadata: {name: %s}}";
    var text =
        "{apiVersion: v1, kind: ServiceAccountList, items: [%s, %s]}"
            .formatted(item.formatted("a"), item.formatted("b"));
    assertThat(new DocumentDecoder().decode("a", text).valid())
        .extracting(ConfigObject::name)
        .containsExactly("a", "b");
  }

  @Test
  void everyVersionOfAKindDecodesToTheSame() {
    var text =
        "{apiVersion: networking.istio.io/%s, kind: WorkloadEntry, metadata: {name: a}, "
            + "spec: {address: 10.0.0.1}}";
    assertThat(only("a", text.formatted("v1"))).isEqualTo(only("a", text.formatted("v1beta1")));
    assertThat(only("a", text.formatted("v1"))).isEqualTo(only("a", text.formatted("v1alpha3")));
  }

  private static ConfigObject<?> only(String source, String text) {
    var decoded = new DocumentDecoder().decode(source, text);
    assertThat(decoded.problems().render()).isEmpty();
    assertThat(decoded.valid()).hasSize(1);
    return decoded.valid().getFirst();
  }
}
