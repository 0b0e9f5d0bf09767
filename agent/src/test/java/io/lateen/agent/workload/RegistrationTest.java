// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegistrationTest {

  @Test
  void aRegistrationIsRead() {
    var text = "{\"uid\": \"a-1\", \"netns\": \"/run/netns/a\"}";
    assertThat(Registration.decode("a-1.json", text).orThrow())
        .isEqualTo(new Registration("a-1", Path.of("/run/netns/a")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{\"uid\": \"a\", \"netns\": \"/x\"}; b.json; must be the name of the file",
        "{\"uid\": \"../a\", \"netns\": \"/x\"}; ../a.json; may only have letters",
        "{\"uid\": \".a\", \"netns\": \"/x\"}; .a.json; may only have letters",
        "{\"uid\": \"a\", \"netns\": \"x\"}; a.json; must be an absolute path",
        "{\"uid\": \"a\"}; a.json; is required",
        "{\"uid\": \"a\", \"netns\": \"/x\", \"pid\": 1}; a.json; unknown field",
        "[]; a.json; must be exactly one object",
        "{; a.json; not readable"
      })
  void everythingElseIsRefused(String text, String file, String reason) {
    assertThat(Registration.decode(file, text).problems().render()).contains(reason);
  }
}
