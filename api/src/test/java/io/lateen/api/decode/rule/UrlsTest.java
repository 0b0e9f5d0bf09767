// SPDX-License-Identifier: Apache-2.0
package io.lateen.api.decode.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlsTest {

  @ParameterizedTest
  @CsvSource({
    "docker.io/a/b:c, true",
    "oci://registry:5000/a:1, true",
    "127.0.0.1:5000/a, true",
    "http://[::1]:80/a, true",
    "file:///etc/a.wasm, true",
    "HTTPS://a, true",
    "ftp://a, false",
    "localhost:5000/a, false",
    "http://a b/c, false",
    "http://a:port/c, false",
    "http://a/%zz, false",
    "%zz, false",
  })
  void modules(String url, boolean valid) {
    assertThat(Urls.moduleFault(url).isEmpty()).isEqualTo(valid);
  }

  @ParameterizedTest
  @CsvSource({
    "https://issuer.example.com/keys?a=b, true",
    "http://user:secret@host:1/x, true",
    "issuer.example.com/keys, false",
    "file:///keys, false",
    "hTPp\\blah, false",
    "http://a:b:c, false",
  })
  void http(String url, boolean valid) {
    assertThat(Urls.httpFault(url).isEmpty()).isEqualTo(valid);
  }

  @Test
  void lengthCostsNoStack() {
    assertThat(Urls.httpFault("http://" + "a".repeat(1_000_000))).isEmpty();
    assertThat(Urls.httpFault("http://" + "a".repeat(1_000_000) + "%")).isPresent();
  }
}
