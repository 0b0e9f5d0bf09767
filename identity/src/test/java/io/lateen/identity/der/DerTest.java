// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.der;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.testkit.law.Gen;
import io.lateen.testkit.law.Property;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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

  /** RFC 5280, section 4.1.2.5: two digits of the year until 2049, four from 2050 on. */
  @Test
  void timesAreWrittenAsCertificatesOfTheirYearHaveThem() {
    var shortYear = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'", Locale.ROOT);
    var longYear = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT);
    Property.forAll(
        Gen.integer(0, 254_000_000),
        thousands -> {
          var instant = Instant.parse("1950-01-01T00:00:00Z").plusSeconds(thousands * 1_000L);
          var time = instant.atOffset(ZoneOffset.UTC);
          var isLong = time.getYear() >= 2050;
          var text = (isLong ? longYear : shortYear).format(time).getBytes(US_ASCII);
          assertThat(Der.time(instant)).isEqualTo(Der.element(isLong ? 0x18 : 0x17, text));
        });
    assertThat(Der.time(Instant.parse("2049-12-31T23:59:59.9Z")))
        .isEqualTo(Der.element(0x17, "491231235959Z".getBytes(US_ASCII)));
    assertThat(Der.time(Instant.parse("2050-01-01T00:00:00Z")))
        .isEqualTo(Der.element(0x18, "20500101000000Z".getBytes(US_ASCII)));
    for (var bad : List.of("1949-12-31T23:59:59Z", "+10000-01-01T00:00:00Z")) {
      assertThatThrownBy(() -> Der.time(Instant.parse(bad)))
          .isInstanceOf(IllegalArgumentException.class);
    }
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

  private static String content(String length, int octets) {
    return "04" + length + "00".repeat(octets);
  }

  @Test
  void aLengthHasAsManyOctetsAsItNeeds() throws CertificateException {
    for (var good : List.of(content("7f", 127), content("8180", 128), content("81ff", 255))) {
      assertThat(DerReader.of(HexFormat.of().parseHex(good)).content(Der.OCTET_STRING))
          .hasSizeGreaterThan(126);
    }
    assertThat(
            DerReader.of(HexFormat.of().parseHex(content("820100", 256))).content(Der.OCTET_STRING))
        .hasSize(256);
    assertThat(
            DerReader.of(HexFormat.of().parseHex(content("83010000", 65_536)))
                .content(Der.OCTET_STRING))
        .hasSize(65_536);
    for (var bad :
        List.of(
            content("817f", 127),
            content("82007f", 127),
            content("8200ff", 255),
            content("830000ff", 255),
            content("8300ffff", 65_535))) {
      assertThatThrownBy(() -> DerReader.of(HexFormat.of().parseHex(bad)).content(Der.OCTET_STRING))
          .hasMessage("a length is not in its shortest form");
    }
  }

  @Test
  void theFirstAndTheLastYearCanBeWritten() {
    assertThat(Der.time(Instant.parse("1950-01-01T00:00:00Z")))
        .isEqualTo(Der.element(0x17, "500101000000Z".getBytes(US_ASCII)));
    assertThat(Der.time(Instant.parse("9999-12-31T23:59:59Z")))
        .isEqualTo(Der.element(0x18, "99991231235959Z".getBytes(US_ASCII)));
  }
}
