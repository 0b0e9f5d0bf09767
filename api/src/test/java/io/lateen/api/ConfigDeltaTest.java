// SPDX-License-Identifier: Apache-2.0
package io.lateen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.api.kubernetes.Namespace;
import io.lateen.api.kubernetes.Node;
import io.lateen.api.kubernetes.ServiceAccount;
import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigDeltaTest {

  private static final Gen<ObjectKey> KEYS =
      Gen.of("a", "b", "c").map(name -> new ObjectKey("", "ServiceAccount", "default", name));

  private static final Gen<ConfigDelta> DELTAS =
      Gen.oneOf(
          Gen.constant(ConfigDelta.EMPTY),
          KEYS.map(ConfigDelta::remove),
          KEYS.then(key -> Gen.integer(0, 3).map(age -> ConfigDelta.upsert(object(key, age)))));

  private static ConfigObject<ServiceAccount> object(ObjectKey key, int age) {
    var meta = ObjectMeta.of(key.namespace(), key.name()).createdAt(Instant.ofEpochSecond(age));
    return new ConfigObject<>(key, meta, new ServiceAccount(), Origin.UNKNOWN);
  }

  @Test
  void compositionIsAssociative() {
    Property.forAll(
        DELTAS.list(3, 3),
        three -> {
          var first = three.get(0);
          var second = three.get(1);
          var third = three.get(2);
          assertThat(first.then(second).then(third)).isEqualTo(first.then(second.then(third)));
        });
  }

  @Test
  void theLaterChangeOfAKeyCounts() {
    Property.forAll(
        DELTAS.list(0, 8),
        deltas -> {
          var all = deltas.stream().reduce(ConfigDelta.EMPTY, ConfigDelta::then);
          for (var key : all.keys()) {
            var last = deltas.stream().filter(one -> one.keys().contains(key)).toList().getLast();
            assertThat(all.removals().contains(key)).isEqualTo(last.removals().contains(key));
            assertThat(all.upserts().get(key)).isEqualTo(last.upserts().get(key));
          }
        });
  }

  @Test
  void eachTypeIsGivenItsOwnObjects() {
    var b = object(new ObjectKey("", "ServiceAccount", "default", "b"), 1);
    var a = object(new ObjectKey("", "ServiceAccount", "default", "a"), 2);
    var node =
        new ConfigObject<>(
            new ObjectKey("", "Node", "", "n"),
            ObjectMeta.of("", "n"),
            new Node(List.of(), List.of()),
            Origin.UNKNOWN);
    var gone = new ObjectKey("", "ServiceAccount", "default", "c");
    var delta = ConfigDelta.upsert(List.of(b, node, a)).then(ConfigDelta.remove(gone));

    assertThat(delta.upserts(ServiceAccount.class)).containsExactly(a, b);
    assertThat(delta.upserts(Node.class)).containsExactly(node);
    assertThat(delta.upserts(Namespace.class)).isEmpty();
    assertThat(delta.upserts(Spec.class)).hasSize(3);
  }

  @Test
  void nothingIsNeutral() {
    var delta = ConfigDelta.remove(new ObjectKey("", "Pod", "default", "a"));
    assertThat(delta.then(ConfigDelta.EMPTY)).isSameAs(delta);
    assertThat(ConfigDelta.EMPTY.then(delta)).isSameAs(delta);
    assertThat(ConfigDelta.upsert(List.of())).isSameAs(ConfigDelta.EMPTY);
  }

  @Test
  void aKeyCannotComeAndGoInOneChange() {
    var key = new ObjectKey("", "ServiceAccount", "default", "a");
    assertThatThrownBy(() -> new ConfigDelta(Map.of(key, object(key, 1)), Set.of(key)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
