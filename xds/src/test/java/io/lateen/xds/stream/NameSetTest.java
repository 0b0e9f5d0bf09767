// SPDX-License-Identifier: Apache-2.0
package io.lateen.xds.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

class NameSetTest {

  private static final String SHARED = "name-7";

  /** Adds when positive, removes when negative; few names, so that they meet in the array. */
  private static final Gen<Integer> CHANGE = Gen.integer(-40, 40);

  @Test
  void behavesLikeTheSetOfTheJdk() {
    Property.forAll(
        Gen.integer(1, 200).then(length -> CHANGE.list(length, length)),
        changes -> {
          var ours = new NameSet();
          var theirs = new HashSet<String>();
          for (var change : changes) {
            var name = "name-" + Math.abs(change);
            if (change >= 0) {
              assertThat(ours.add(name)).isEqualTo(theirs.add(name));
            } else {
              assertThat(ours.remove(name)).isEqualTo(theirs.remove(name));
            }
            assertThat(ours.contains(name)).isEqualTo(theirs.contains(name));
          }
          assertThat(ours).hasSize(theirs.size()).containsExactlyInAnyOrderElementsOf(theirs);
        });
  }

  /** "Aa" and "BB" have one hash in Java, and so have all words of the two. */
  @Test
  void namesThatCollideOnPurposeCostNoMoreThanOthers() {
    var set = new NameSet();
    for (int i = 0; i < 1 << 16; i++) {
      var name = new StringBuilder();
      for (int bit = 0; bit < 16; bit++) {
        name.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      assertThat(set.add(name.toString())).isTrue();
      assertThat(set.add(name.toString())).isFalse();
    }
    assertThat(set).hasSize(1 << 16).contains("AaBB".repeat(8));
    assertThat(set.remove("AaBB".repeat(8))).isTrue();
    assertThat(set.contains("AaBB".repeat(8))).isFalse();
    assertThat(set).hasSize((1 << 16) - 1);
  }

  @Test
  void holdsManyNames() {
    var set = new NameSet();
    for (int i = 0; i < 50_000; i++) {
      assertThat(set.add("outbound|80||svc-" + i + ".ns.svc.cluster.local")).isTrue();
    }
    assertThat(set.contains("outbound|80||svc-49999.ns.svc.cluster.local")).isTrue();
    assertThat(set.contains("outbound|80||svc-50000.ns.svc.cluster.local")).isFalse();
  }

  @Test
  void namesAreReplacedByEqualOnes() {
    var set = new NameSet();
    for (int i = 0; i < 20; i++) {
      assertThat(set.add("name-" + i)).isTrue();
    }
    set.share(name -> name.equals("name-7") ? SHARED : name);
    assertThat(set).hasSize(20).contains("name-7", "name-19");
    assertThat(set.stream().filter(SHARED::equals).findFirst().orElseThrow()).isSameAs(SHARED);
  }
}
