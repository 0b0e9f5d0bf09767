// SPDX-License-Identifier: Apache-2.0
package io.lateen.agent.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResolvConfTest {

  @Test
  void serversAreReadInOrderWithoutOurselves() {
    var text =
        """
        # a comment
        search example.org
        nameserver 192.0.2.53
        nameserver\t2001:db8::53
        nameserver 10.77.1.1
        nameserver not-an-address
        options ndots:5
        """;
    var own = List.of(InetAddress.ofLiteral("10.77.1.1"));
    assertThat(ResolvConf.nameServers(text, own))
        .containsExactly(
            new InetSocketAddress("192.0.2.53", 53), new InetSocketAddress("2001:db8::53", 53));
  }
}
