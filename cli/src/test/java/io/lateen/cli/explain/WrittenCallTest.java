// SPDX-License-Identifier: Apache-2.0
package io.lateen.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.cli.shell.CommandException;
import io.lateen.translate.evaluate.Call;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WrittenCallTest {

  @ParameterizedTest
  @CsvSource({
    "http://reviews:9080/reviews/1?page=2, 9080, reviews:9080, /reviews/1?page=2, HTTP, PLAINTEXT",
    "http://reviews, 80, reviews, /, HTTP, PLAINTEXT",
    "https://a.test/x, 443, a.test, /x, HTTP, TLS",
    "grpc://a.test:7000, 7000, a.test:7000, /, HTTP2, PLAINTEXT",
    "tcp://mongodb:27017, 27017, mongodb:27017, /, TCP, PLAINTEXT",
    "HTTP://[fd00::1]:81/, 81, '[fd00::1]:81', /, HTTP, PLAINTEXT",
  })
  void urlsAreRead(
      String url, int port, String host, String path, Call.Protocol protocol, Call.Tls tls)
      throws CommandException {
    var call = WrittenCall.of("get", url, List.of()).builder().build();
    assertThat(call.port()).isEqualTo(port);
    assertThat(call.request().method()).isEqualTo("GET");
    assertThat(call.request().host()).isEqualTo(host);
    assertThat(call.request().path()).isEqualTo(path);
    assertThat(call.protocol()).isEqualTo(protocol);
    assertThat(call.security().tls()).isEqualTo(tls);
  }

  @Test
  void headersAreRead() throws CommandException {
    var call =
        WrittenCall.of("GET", "http://a", List.of("x-a=1", "X-B: 2", "Host=b.test"))
            .builder()
            .build();
    assertThat(call.request().headers())
        .containsEntry("x-a", List.of("1"))
        .containsEntry("x-b", List.of("2"));
    assertThat(call.request().host()).isEqualTo("b.test");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, http//x, is not a URL with a host",
    "GET, 'http://a b/', is not a URL",
    "GET, ftp://a/, calls of ftp are not known",
    "GET, tcp://a, has no port from 1 to 65535",
    "GET, http://a:70000/, has no port from 1 to 65535",
    "G/T, http://a/, is not a method",
  })
  void whatIsNoCallIsRefused(String method, String url, String message) {
    assertThatThrownBy(() -> WrittenCall.of(method, url, List.of()))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aHeaderNeedsAValue() {
    assertThatThrownBy(() -> WrittenCall.of("GET", "http://a/", List.of("x-a")))
        .hasMessageContaining("--header x-a has no value");
  }
}
