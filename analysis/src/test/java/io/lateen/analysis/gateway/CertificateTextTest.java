// SPDX-License-Identifier: Apache-2.0
package io.lateen.analysis.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class CertificateTextTest {

  /** Self-signed, made with openssl req -x509 -days 365; its key was thrown away. */
  private static final String PEM =
      """
      -----BEGIN CERTIFICATE-----
      MIIBczCCARmgAwIBAgIUHEqpUCIevO1PH+pvXm5pVXIHGDUwCgYIKoZIzj0EAwIw
      DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjExMTU0NThaFw0yNzExMjExMTU0NTha
      MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAQFde4l
      tkE3J1sV+INxPiqV5YYc/X638o6ho7iUm8Xm9Q8FZE4r3dDtwhrfbGYx6+otPA55
      r9eokSfMwNT7+q7ho1MwUTAdBgNVHQ4EFgQU7Xt7RMrNgHySlvBNh6p9L9lIakYw
      HwYDVR0jBBgwFoAU7Xt7RMrNgHySlvBNh6p9L9lIakYwDwYDVR0TAQH/BAUwAwEB
      /zAKBggqhkjOPQQDAgNIADBFAiBeRChm/OkOownT4WtJh8ClVGSOBI6ZP/KoQkch
      nljthQIhAPoMH2Muk7Sx4J9jsNn2yv2PfOGy4oiD8QXk9jyJ3m/+
      -----END CERTIFICATE-----
      """;

  private static final Instant BEGIN = Instant.parse("2026-11-21T11:54:58Z");
  private static final Instant END = Instant.parse("2027-11-21T11:54:58Z");

  @Test
  void aCertificateIsGoodFromItsBeginToItsEnd() {
    assertThat(CertificateText.fault(PEM, BEGIN)).isEmpty();
    assertThat(CertificateText.fault("leading text\n" + PEM, END)).isEmpty();
    assertThat(CertificateText.fault(PEM, BEGIN.minusSeconds(1)).orElse(""))
        .contains("not valid before");
    assertThat(CertificateText.fault(PEM, END.plusSeconds(1)).orElse("")).contains("expired");
  }

  @Test
  void whatIsNoCertificateIsRefused() {
    assertThat(CertificateText.fault("", BEGIN)).isPresent();
    assertThat(CertificateText.fault("-----BEGIN CERTIFICATE-----\n", BEGIN)).isPresent();
    var lines = PEM.lines().toList();
    var body = String.join("", lines.subList(1, lines.size() - 1));
    var bytes = Base64.getDecoder().decode(body);
    for (var length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      var text =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getEncoder().encodeToString(cut)
              + "\n-----END CERTIFICATE-----\n";
      assertThat(CertificateText.fault(text, BEGIN)).as("cut at %d", length).isPresent();
    }
  }

  @Test
  void noByteMakesTheReaderFail() {
    var lines = PEM.lines().toList();
    var bytes = Base64.getDecoder().decode(String.join("", lines.subList(1, lines.size() - 1)));
    for (var at = 0; at < bytes.length; at++) {
      for (var value : new byte[] {0, 1, 0x7F, (byte) 0x80, (byte) 0xFF}) {
        var changed = bytes.clone();
        changed[at] = value;
        var text =
            "-----BEGIN CERTIFICATE-----\n"
                + Base64.getEncoder().encodeToString(changed)
                + "\n-----END CERTIFICATE-----\n";
        assertThat(CertificateText.fault(text, BEGIN)).isNotNull();
      }
    }
  }
}
