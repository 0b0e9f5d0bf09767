// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTlsTest {

  private final String told = System.getProperty(NodeTls.TICKETS);

  @AfterEach
  void restore() {
    System.setProperty(NodeTls.TICKETS, told);
  }

  private static SslContext context() {
    var none = new TrustBundle(Door.DOMAIN, List.of());
    var nobody = new SpiffeTrust(() -> none, id -> false, InstantSource.system());
    return NodeTls.context(new RenewableKey(), nobody);
  }

  @Test
  void theNativeEngineIsUsedOnlyWhereTicketsAreOff() {
    assumeTrue(OpenSsl.isAvailable());
    assertThat(told).isEqualTo("false");
    assertThat(context()).isInstanceOf(OpenSslContext.class);
    System.setProperty(NodeTls.TICKETS, "true");
    assertThat(context()).isNotInstanceOf(OpenSslContext.class);
  }
}
