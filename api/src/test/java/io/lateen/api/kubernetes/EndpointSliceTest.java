// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndpointSliceTest {

  @Test
  void whatAnEditLeavesIsTheEarlierVersionsVeryObjects() {
    var before = slice("a", "b", "c", "d");
    assertShares(slice("a", "b", "x", "d"), before, 0, 1, -1, 3);
    assertShares(slice("a", "c", "d"), before, 0, 2, 3);
    assertShares(slice("a", "b", "x", "c", "d"), before, 0, 1, -1, 2, 3);
    assertShares(slice(), before);
  }

  @Test
  void nothingButTheObjectsDiffers() {
    var random = new Random(7);
    for (int i = 0; i < 500; i++) {
      var before = slice(random);
      var after = slice(random);
      assertThat(after.sharing(before)).isEqualTo(after);
    }
  }

  private static void assertShares(EndpointSlice after, EndpointSlice before, int... places) {
    var shared = after.sharing(before);
    assertThat(shared).isEqualTo(after);
    assertThat(shared.ports()).isSameAs(before.ports());
    assertThat(shared.endpoints()).hasSize(places.length);
    for (int i = 0; i < places.length; i++) {
      if (places[i] >= 0) {
        assertThat(shared.endpoints().get(i)).isSameAs(before.endpoints().get(places[i]));
      }
    }
  }

  private static EndpointSlice slice(Random random) {
    var names = new ArrayList<String>();
    for (int i = random.nextInt(6); i > 0; i--) {
      names.add("" + (char) ('a' + random.nextInt(3)));
    }
    return slice(names.toArray(String[]::new));
  }

  /** Each call makes its texts anew. */
  private static EndpointSlice slice(String... names) {
    var endpoints =
        List.of(names).stream()
            .map(
                name ->
                    new SliceEndpoint(
                        List.of("10.0.0." + name),
                        true,
                        true,
                        false,
                        "",
                        "node-" + name,
                        "",
                        Optional.empty()))
            .toList();
    return new EndpointSlice(
        "reviews", "IPv4", endpoints, List.of(new SlicePort("http", 80, "TCP", "")));
  }
}
