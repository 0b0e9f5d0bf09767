// SPDX-License-Identifier: Apache-2.0
package io.lateen.lab.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.agent.process.Commands;
import io.lateen.lab.LabException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class NetworkBuilderTest {

  /** The part of {@code ip} that taking down uses. */
  private static final class FakeIp implements Commands {

    final TreeSet<String> namespaces =
        new TreeSet<>(List.of("lateen-a", "lateen-host1", "latent", "other"));
    final List<String> calls = new ArrayList<>();
    boolean sticky;

    @Override
    public Outcome run(List<String> argv, String input) {
      calls.add(String.join(" ", argv));
      if (argv.contains("list")) {
        return new Outcome(0, String.join(" (id: 3)\n", namespaces));
      }
      if (argv.contains("-batch") && !sticky) {
        input.lines().forEach(line -> namespaces.remove(line.replace("netns del ", "")));
      }
      return new Outcome(argv.contains("show") ? 1 : 0, "");
    }
  }

  private final FakeIp ip = new FakeIp();
  private final NetworkBuilder builder =
      new NetworkBuilder(ip, Executors.newVirtualThreadPerTaskExecutor());

  @Test
  void recognisesItsOwnNamespacesOnly() {
    assertThat(builder.existing(LabNames.DEMO)).containsExactly("lateen-a", "lateen-host1");
  }

  @Test
  void removesWhatItIsToldAndNothingElse() throws LabException {
    builder.remove(LabNames.DEMO, builder.existing(LabNames.DEMO));
    builder.remove(LabNames.DEMO, builder.existing(LabNames.DEMO));

    assertThat(ip.namespaces).containsExactly("latent", "other");
    assertThat(ip.calls).noneMatch(call -> call.contains("link del"));
  }

  @Test
  void saysWhichNamespaceCannotBeRemoved() {
    ip.sticky = true;

    assertThatThrownBy(() -> builder.remove(LabNames.DEMO, List.of("lateen-a")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("lateen-a");
  }
}
