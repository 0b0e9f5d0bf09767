// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSslContext;
import io.lateen.identity.authority.AuthoritySettings;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.tls.RenewableKey;
import io.lateen.identity.tls.SpiffeTrust;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeTlsTest {

  private final String told = System.getProperty(NodeTls.TICKETS);

  @AfterEach
  void restore() {
    System.setProperty(NodeTls.TICKETS, told);
  }

  @Test
  void theNativeEngineIsUsedOnlyWhereTicketsAreOff(@TempDir Path folder) {
    var clock = InstantSource.system();
    var settings = AuthoritySettings.of(Door.DOMAIN);
    var authority =
        CertificateAuthority.open(folder, settings, clock, new SecureRandom()).orThrow();
    var nodes = new SpiffeTrust(authority::bundle, id -> id.nodeName().isPresent(), clock);

    assertThat(told).isEqualTo("false");
    assertThat(NodeTls.context(new RenewableKey(), nodes) instanceof OpenSslContext)
        .isEqualTo(OpenSsl.isAvailable());
    System.setProperty(NodeTls.TICKETS, "true");
    assertThat(NodeTls.context(new RenewableKey(), nodes)).isNotInstanceOf(OpenSslContext.class);
  }
}
