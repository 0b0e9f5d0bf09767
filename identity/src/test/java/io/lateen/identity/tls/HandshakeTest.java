// SPDX-License-Identifier: Apache-2.0
package io.lateen.identity.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lateen.identity.Fixtures;
import io.lateen.identity.SpiffeId;
import io.lateen.identity.TrustDomain;
import io.lateen.identity.authority.CertificateAuthority;
import io.lateen.identity.certificate.TrustBundle;
import io.lateen.testkit.time.VirtualClock;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Predicate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two TLS engines in memory: what the adapters make of keys and trust. */
class HandshakeTest {

  private static final SpiffeId NODE = SpiffeId.node(Fixtures.DOMAIN, "host1");
  private static final SpiffeId PLANE = SpiffeId.controlPlane(Fixtures.DOMAIN);

  @TempDir Path folder;

  private final VirtualClock clock = new VirtualClock();
  private final RenewableKey clientKey = new RenewableKey();
  private final RenewableKey serverKey = new RenewableKey();
  private CertificateAuthority authority;
  private TrustBundle clientTrusts;

  @BeforeEach
  void open() {
    authority = Fixtures.authority(folder.resolve("a"), clock);
    clientTrusts = authority.bundle();
    serverKey.replace(Fixtures.svid(authority, PLANE));
    clientKey.replace(Fixtures.svid(authority, NODE));
  }

  @Test
  void bothEndsProveWhoTheyAre() throws Exception {
    var session = handshake(PLANE::equals);
    assertThat(session.server()).isEqualTo(leaf(clientKey));
    assertThat(session.client()).isEqualTo(leaf(serverKey));
    assertThat(session.protocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void aReplacedKeyIsUsedFromTheNextHandshakeOn() throws Exception {
    var before = handshake(PLANE::equals);
    clientKey.replace(Fixtures.svid(authority, NODE));
    serverKey.replace(Fixtures.svid(authority, PLANE));
    var after = handshake(PLANE::equals);
    assertThat(after.server()).isEqualTo(leaf(clientKey)).isNotEqualTo(before.server());
    assertThat(after.client()).isEqualTo(leaf(serverKey)).isNotEqualTo(before.client());
  }

  @Test
  void aHandshakeThatHasBegunKeepsItsKey() {
    var key = new RenewableKey();
    var first = Fixtures.svid(authority, NODE);
    var second = Fixtures.svid(authority, NODE);
    key.replace(first);
    var alias = key.chooseEngineClientAlias(new String[] {"RSA", "EC"}, null, null);
    key.replace(second);
    assertThat(key.getCertificateChain(alias))
        .containsExactly(first.svid().chain().toArray(X509Certificate[]::new));
    assertThat(key.getPrivateKey(alias)).isEqualTo(first.key().privateKey());
    key.replace(Fixtures.svid(authority, NODE));
    assertThat(key.getCertificateChain(alias)).isNull();
    assertThat(key.getPrivateKey(alias)).isNull();
  }

  @Test
  void withoutAKeyAnEndIsAnonymous() {
    var key = new RenewableKey();
    assertThat(key.chooseClientAlias(new String[] {"EC"}, null, null)).isNull();
    assertThat(key.chooseServerAlias("EC", null, null)).isNull();
    assertThat(key.getClientAliases("EC", null)).isNull();
    assertThat(key.getPrivateKey("0")).isNull();
    assertThat(key.getPrivateKey(null)).isNull();
  }

  @Test
  void isChosenForEllipticCurvesOnly() {
    assertThat(clientKey.chooseServerAlias("EC", null, null)).isNotNull();
    assertThat(clientKey.chooseServerAlias("EC_EC", null, null)).isNotNull();
    assertThat(clientKey.chooseServerAlias("RSA", null, null)).isNull();
    assertThat(clientKey.chooseServerAlias(null, null, null)).isNull();
    assertThat(clientKey.chooseEngineClientAlias(new String[] {"RSA"}, null, null)).isNull();
    assertThat(clientKey.chooseEngineClientAlias(null, null, null)).isNotNull();
    assertThat(clientKey.getServerAliases("EC", null)).hasSize(1);
  }

  @Test
  void aServerThatIsNotTheControlPlaneIsRefused() {
    var reviews = SpiffeId.workload(Fixtures.DOMAIN, "default", "reviews");
    serverKey.replace(Fixtures.svid(authority, reviews));
    assertThatThrownBy(() -> handshake(PLANE::equals))
        .isInstanceOf(SSLException.class)
        .hasStackTraceContaining("is not expected here");
  }

  @Test
  void aServerOfAnotherRootIsRefused() {
    serverKey.replace(Fixtures.svid(Fixtures.authority(folder.resolve("b"), clock), PLANE));
    assertThatThrownBy(() -> handshake(PLANE::equals)).hasStackTraceContaining("not trusted");
  }

  @Test
  void aClientOfAForeignTrustDomainIsRefused() {
    var foreign = new TrustDomain("evil.example");
    var other = Fixtures.authority(folder.resolve("b"), foreign, clock);
    clientKey.replace(Fixtures.svid(other, SpiffeId.node(foreign, "host1")));
    assertThatThrownBy(() -> handshake(PLANE::equals))
        .hasStackTraceContaining("not of the trust domain");
  }

  @Test
  void anExpiredClientIsRefused() {
    serverKey.replace(Fixtures.svid(authority, PLANE));
    clock.advance(Duration.ofHours(25));
    serverKey.replace(Fixtures.svid(authority, PLANE));
    assertThatThrownBy(() -> handshake(PLANE::equals)).isInstanceOf(SSLException.class);
  }

  @Test
  void noCertificateIsNoTrust() {
    var trust = new SpiffeTrust(() -> clientTrusts, PLANE::equals, clock);
    assertThatThrownBy(() -> trust.checkServerTrusted(null, "EC"))
        .hasMessageContaining("no certificate");
    assertThatThrownBy(
            () -> trust.checkClientTrusted(new java.security.cert.X509Certificate[0], "EC"))
        .hasMessageContaining("no certificate");
    assertThat(trust.getAcceptedIssuers()).hasSize(1);
  }

  private record Session(Certificate client, Certificate server, String protocol) {}

  private static Certificate leaf(RenewableKey key) {
    var alias = key.chooseServerAlias("EC", null, null);
    return Objects.requireNonNull(key.getCertificateChain(alias))[0];
  }

  private Session handshake(Predicate<SpiffeId> expected) throws Exception {
    var client = engine(clientKey, new SpiffeTrust(() -> clientTrusts, expected, clock));
    client.setUseClientMode(true);
    var nodes = new SpiffeTrust(authority::bundle, id -> id.nodeName().isPresent(), clock);
    var server = engine(serverKey, nodes);
    server.setUseClientMode(false);
    server.setNeedClientAuth(true);
    var toServer = ByteBuffer.allocate(1 << 16);
    var toClient = ByteBuffer.allocate(1 << 16);
    for (int round = 0; round < 50 && !(done(client) && done(server)); round++) {
      step(client, toServer, toClient);
      step(server, toClient, toServer);
    }
    return new Session(
        client.getSession().getPeerCertificates()[0],
        server.getSession().getPeerCertificates()[0],
        client.getSession().getProtocol());
  }

  private static boolean done(SSLEngine engine) {
    return engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING
        && !engine.getSession().getProtocol().equals("NONE");
  }

  private static void step(SSLEngine engine, ByteBuffer out, ByteBuffer in) throws SSLException {
    var nothing = ByteBuffer.allocate(0);
    var plain = ByteBuffer.allocate(1 << 15);
    if (engine.getHandshakeStatus() == HandshakeStatus.NOT_HANDSHAKING && in.position() == 0) {
      engine.beginHandshake();
    }
    for (int i = 0; i < 50; i++) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> engine.getDelegatedTask().run();
        case NEED_WRAP -> engine.wrap(nothing, out);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN, NOT_HANDSHAKING, FINISHED -> {
          in.flip();
          var result = engine.unwrap(in, plain);
          in.compact();
          if (result.bytesConsumed() == 0
              && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP
              && engine.getHandshakeStatus() != HandshakeStatus.NEED_TASK) {
            return;
          }
        }
      }
    }
  }

  private static SSLEngine engine(KeyManager key, TrustManager trust)
      throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLSv1.3");
    context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
    return context.createSSLEngine();
  }
}
