// SPDX-License-Identifier: Apache-2.0
package io.lateen.mesh.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProtocolTest {

  @ParameterizedTest
  @CsvSource({
    "80, TCP, http, '', HTTP",
    "80, TCP, HTTP-web, '', HTTP",
    "80, TCP, httpweb, '', AUTO",
    "80, TCP, '', '', AUTO",
    "80, TCP, grpc-web-x, '', GRPC_WEB",
    "80, TCP, grpc-x, '', GRPC",
    "80, TCP, http, kubernetes.io/h2c, HTTP2",
    "80, TCP, http, kubernetes.io/wss, HTTPS",
    "80, TCP, http, tcp, TCP",
    "80, UDP, http, http, UDP",
    "3306, TCP, '', '', TCP",
    "3306, TCP, mysql, '', MYSQL",
    "53, TCP, http, '', HTTP",
  })
  void portsOfServices(
      int number, String transport, String name, String appProtocol, Protocol expected) {
    assertThat(Protocol.ofServicePort(number, transport, name, appProtocol)).isEqualTo(expected);
  }
}
