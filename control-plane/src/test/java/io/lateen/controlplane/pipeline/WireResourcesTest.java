// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.lateen.base.map.DiffMap;
import io.lateen.base.problem.Problems;
import io.lateen.controlplane.pipeline.WireResources.Typed;
import io.lateen.translate.EncodedResource;
import io.lateen.translate.Provenance;
import io.lateen.translate.ProxyResources;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireResourcesTest {

  private static final String TYPE = "type";

  private final Set<String> closed = new HashSet<>();
  private int opened;
  private final WireResources wire =
      new WireResources(
          (type, resource) -> {
            opened++;
            return closed.contains(resource.name())
                ? Optional.empty()
                : Optional.of(resource.bytes());
          });

  private static EncodedResource resource(String name, String content) {
    return EncodedResource.of(name, ByteString.copyFromUtf8(content), Provenance.BUILT_IN);
  }

  private static DiffMap<String, EncodedResource> named(EncodedResource... resources) {
    DiffMap<String, EncodedResource> named = DiffMap.empty();
    for (var resource : resources) {
      named = named.plus(resource.name(), resource);
    }
    return named;
  }

  private static ProxyResources of(Map<String, EncodedResource> made) {
    return new ProxyResources(Map.of(TYPE, made), Problems.NONE);
  }

  @Test
  void proxiesWithTheSameResourcesShareThem() {
    var made = named(resource("a", "1"), resource("b", "1"));
    var first = wire.of(TYPE, Typed.NONE, made);
    assertThat(wire.of(TYPE, Typed.NONE, made)).isSameAs(first);
    assertThat(opened).isEqualTo(2);
  }

  @Test
  void aNewcomerCostsWhatDiffersFromTheLastOne() {
    var made = named(resource("a", "1"), resource("b", "1"));
    wire.of(TYPE, Typed.NONE, made);
    var own = wire.of(TYPE, Typed.NONE, made.plus("c", resource("c", "1")));
    assertThat(own.wire().keySet()).containsExactly("a", "b", "c");
    assertThat(opened).isEqualTo(3);
  }

  @Test
  void whatDidNotChangeStaysTheSameObject() {
    var made = named(resource("a", "1"), resource("b", "1"));
    var before = wire.of(TYPE, Typed.NONE, made);
    wire.everyone();
    var after = wire.of(TYPE, before, made.plus("a", resource("a", "2")).minus("b"));
    assertThat(after.wire().keySet()).containsExactly("a");
    assertThat(after.wire().get("a")).isNotSameAs(before.wire().get("a"));
    wire.everyone();
    var again = wire.of(TYPE, after, named(resource("a", "2")));
    assertThat(again.wire()).isSameAs(after.wire());
  }

  @Test
  void whatAProxyKeepsIsFoundByOthersInEachPublication() {
    var made = named(resource("a", "1"));
    var kept = wire.of(TYPE, Typed.NONE, made);
    var none = wire.of("other", Typed.NONE, named());
    var resources = new ProxyResources(Map.of(TYPE, made, "other", named()), Problems.NONE);
    var view = new ProxyView(1, 1, Map.of(TYPE, kept, "other", none), resources, false);
    for (int i = 0; i < 2; i++) {
      wire.everyone();
      wire.stays(view);
      wire.stays(view);
      assertThat(wire.of(TYPE, Typed.NONE, made)).isSameAs(kept);
      assertThat(wire.of("other", Typed.NONE, named())).isSameAs(none);
    }
    wire.everyone();
    assertThat(wire.of(TYPE, Typed.NONE, made)).isNotSameAs(kept);
  }

  @Test
  void whatCannotBeSentIsTriedAgain() {
    var made = named(resource("a", "1"), resource("b", "1"));
    closed.add("b");
    var partial = wire.of(TYPE, Typed.NONE, made);
    assertThat(partial.wire().keySet()).containsExactly("a");
    assertThat(partial.isPartial()).isTrue();
    assertThat(ProxyView.NONE.next(1, 1, of(made), wire).isPartial()).isTrue();
    closed.clear();
    var whole = wire.of(TYPE, partial, made);
    assertThat(whole.wire().keySet()).containsExactly("a", "b");
    assertThat(ProxyView.NONE.next(1, 1, of(made), wire).isPartial()).isFalse();
    assertThat(whole.wire().get("a")).isSameAs(partial.wire().get("a"));
  }

  @Test
  void mapsOfOtherKindsAreTakenToo() {
    var typed = wire.of(TYPE, Typed.NONE, Map.of("a", resource("a", "1")));
    assertThat(typed.wire().values())
        .singleElement()
        .satisfies(one -> assertThat(one.version()).isEqualTo(resource("a", "1").version()));
  }
}
