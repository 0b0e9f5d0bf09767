// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.der;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.security.cert.CertificateException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class DerTest {

  @Test
  void whatIsWrittenIsRead() {
    Property.forAll(
        Gen.oneOf(Gen.integer(0, 300), Gen.integer(65_000, 70_000)),
        length -> {
          var content = new byte[length];
          var whole = Der.sequence(Der.element(Der.OCTET_STRING, content), Der.bitString(content));
          var outer = DerReader.of(whole);
          var inner = outer.enter(Der.SEQUENCE);
          outer.end();
          assertThat(inner.content(Der.OCTET_STRING)).isEqualTo(content);
          assertThat(inner.octetsOfBits()).isEqualTo(content);
          assertThat(inner.hasMore()).isFalse();
        });
  }

  @Test
  void onlyTheShortestFormIsRead() {
    for (var bad :
        List.of(
            "",
            "04",
            "0401",
            "048100",
            "04817f",
            "04820001",
            "0480",
            "0484000000ff",
            "0500",
            "04ff")) {
      assertThatThrownBy(() -> DerReader.of(HexFormat.of().parseHex(bad)).content(Der.OCTET_STRING))
          .as(bad)
          .isInstanceOf(CertificateException.class);
    }
    var trailing = DerReader.of(new byte[] {5, 0});
    assertThatThrownBy(trailing::end).isInstanceOf(CertificateException.class);
    for (var bits : List.of("0300", "030104")) {
      assertThatThrownBy(() -> DerReader.of(HexFormat.of().parseHex(bits)).octetsOfBits())
          .isInstanceOf(CertificateException.class);
    }
  }
}
