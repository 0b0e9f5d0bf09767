// SPDX-License-Identifier: Apache-2.0
package io.lateen.bookinfo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void readsArgumentsOverTheEnvironment() {
    var args = new String[] {"reviews", "--version", "v3", "--port", "80", "--pod", "p"};

    assertThat(Options.tryParse(args, Map.of("HOSTNAME", "h", "CLUSTER_NAME", "c")))
        .contains(new Options("reviews", "v3", 80, "p", "c"));
  }

  @Test
  void refusesUnknownServicesOptionsAndPorts() {
    assertThat(parse("shop")).isEmpty();
    assertThat(parse()).isEmpty();
    assertThat(parse("details", "--port")).isEmpty();
    assertThat(parse("details", "--port", "65536")).isEmpty();
    assertThat(parse("details", "--port", "x")).isEmpty();
    assertThat(parse("details", "--colour", "red")).isEmpty();
  }

  private static Optional<Options> parse(String... args) {
    return Options.tryParse(args, Map.of());
  }
}
