// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import io.lateen.mesh.host.Hosts;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverlappingHostsTest {

  @Test
  void findsWhatAWalkOverAllHostsFinds() {
    var words = List.of("a", "b", "com", "example");
    for (var seed = 1L; seed <= 200; seed++) {
      var random = new Random(seed);
      var hosts = new ArrayList<String>();
      var index = new OverlappingHosts<String>();
      for (var i = 0; i < 30; i++) {
        var host = host(random, words);
        if (!hosts.contains(host)) {
          hosts.add(host);
          index.add(host, host);
        }
      }
      var asked = host(random, words);
      assertThat(index.of(asked))
          .as("seed %d, host %s", seed, asked)
          .containsExactlyInAnyOrderElementsOf(
              hosts.stream().filter(one -> Hosts.overlap(one, asked)).toList());
    }
  }

  private static String host(Random random, List<String> words) {
    var labels = new ArrayList<String>();
    for (var i = random.nextInt(3); i >= 0; i--) {
      labels.add(words.get(random.nextInt(words.size())));
    }
    var name = String.join(".", labels);
    return switch (random.nextInt(4)) {
      case 0 -> "*." + name;
      case 1 -> random.nextInt(5) == 0 ? "*" : "*" + name;
      default -> name;
    };
  }
}
