// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.istioca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PemRequestTest {

  private static String pem(String label, String body) {
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----";
  }

  @Test
  void bothNamesOfARequestAreRead() throws Exception {
    for (var label : List.of("CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST")) {
      assertThat(PemRequest.der(" " + pem(label, "AQI\r\n\tD ") + "\n")).containsExactly(1, 2, 3);
    }
  }

  @Test
  void otherTextsAreRefusedWithTheirReason() {
    for (var text :
        List.of(
            "",
            "AQID",
            pem("CERTIFICATE", "AQID"),
            "-----BEGIN CERTIFICATE REQUEST-----\nAQID",
            "AQID\n-----END CERTIFICATE REQUEST-----")) {
      assertThatThrownBy(() -> PemRequest.der(text))
          .isInstanceOf(CertificateException.class)
          .hasMessage("there is no signing request as PEM");
    }
    assertThatThrownBy(() -> PemRequest.der(pem("CERTIFICATE REQUEST", "%")))
        .isInstanceOf(CertificateException.class)
        .hasMessage("the signing request is not base64");
  }

  @Test
  void dashesThatBeginAndEndShareHoldNothing() throws Exception {
    assertThat(PemRequest.der("-----BEGIN CERTIFICATE REQUEST-----END CERTIFICATE REQUEST-----"))
        .isEmpty();
  }

  @Test
  void theLongestTextIsReadAndALongerOneIsNot() throws Exception {
    var frame = pem("CERTIFICATE REQUEST", "").length();
    var longest = "A".repeat((PemRequest.MAX_TEXT - frame) / 4 * 4);
    var padded = pem("CERTIFICATE REQUEST", longest);
    var whole = padded + " ".repeat(PemRequest.MAX_TEXT - padded.length());
    assertThat(PemRequest.der(whole)).hasSize(longest.length() / 4 * 3);
    assertThatThrownBy(() -> PemRequest.der(whole + " "))
        .isInstanceOf(CertificateException.class)
        .hasMessage("the signing request is too large");
  }
}
