// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.tls;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.testkit.time.VirtualClock;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whichever way the JDK asks, a stranger is refused. */
class SpiffeTrustTest {

  private static final SpiffeId ID = SpiffeId.node(Fixtures.DOMAIN, "host1");

  @TempDir Path folder;

  /** One of the ways. */
  private interface Way {
    void check(X509Certificate[] chain) throws CertificateException;
  }

  @Test
  void everyWayChecks() throws Exception {
    var clock = new VirtualClock();
    var authority = Fixtures.authority(folder.resolve("a"), clock);
    var trust = new SpiffeTrust(authority::bundle, ID::equals, clock);
    var ways =
        List.<Way>of(
            chain -> trust.checkClientTrusted(chain, "EC"),
            chain -> trust.checkClientTrusted(chain, "EC", (Socket) null),
            chain -> trust.checkClientTrusted(chain, "EC", (SSLEngine) null),
            chain -> trust.checkServerTrusted(chain, "EC"),
            chain -> trust.checkServerTrusted(chain, "EC", (Socket) null),
            chain -> trust.checkServerTrusted(chain, "EC", (SSLEngine) null));
    var own = Fixtures.svid(authority, ID).svid().chain().toArray(X509Certificate[]::new);
    var other = Fixtures.authority(folder.resolve("b"), clock);
    var foreign = Fixtures.svid(other, ID).svid().chain().toArray(X509Certificate[]::new);
    for (var way : ways) {
      way.check(own);
      assertThatThrownBy(() -> way.check(foreign)).hasMessageContaining("not trusted");
      assertThatThrownBy(() -> way.check(new X509Certificate[0]))
          .hasMessage("the peer shows no certificate");
    }
  }
}
