// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalTextTest {

  private static final String CONFIGURATION =
      "goo.gle/debugproto    \nname: \"a\"\nring_hash_lb_config {\n  value: 9\n}\n";

  private static final String REASON =
      "Proto constraint validation failed (ClusterValidationError.RingHashLbConfig: value must be"
          + " less than 8388608)";

  @Test
  void aReasonWithoutConfigurationStays() {
    var message = "Error adding/updating cluster(s) a: malformed address";

    assertThat(RefusalText.of(message)).isEqualTo(message);
  }

  @Test
  void theConfigurationBeforeTheReasonGoes() {
    assertThat(RefusalText.of(CONFIGURATION + ": " + REASON)).isEqualTo(REASON);
  }

  @Test
  void eachOfSeveralRefusalsKeepsItsReason() {
    var message = "a: " + CONFIGURATION + ": " + REASON + ", b: " + CONFIGURATION + ": " + REASON;

    assertThat(RefusalText.of(message)).isEqualTo("a: " + REASON + ", b: " + REASON);
  }

  @Test
  void aReasonThatWasCutOffIsSaidToBe() {
    assertThat(RefusalText.of(CONFIGURATION + ": Pro...(truncated)"))
        .isEqualTo(RefusalText.CUT_OFF);
    assertThat(RefusalText.of("a: " + CONFIGURATION + ": Pro"))
        .isEqualTo("a: " + RefusalText.CUT_OFF);
    assertThat(RefusalText.of("a: " + CONFIGURATION)).isEqualTo("a: " + RefusalText.CUT_OFF);
    assertThat(RefusalText.of(CONFIGURATION.substring(0, 40))).isEqualTo(RefusalText.CUT_OFF);
  }
}
