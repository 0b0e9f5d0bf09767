// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.node;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.OpenSsl;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;

/**
 * TLS of the door of the nodes: version 1.3 alone, a certificate is asked for but not demanded, and
 * every connection is a full handshake, because a resumed session would carry over a certificate
 * that has been replaced since. The native engine encrypts, where there is one for the platform and
 * the process was told at its start that there are no tickets.
 */
public final class NodeTls {

  /**
   * Read once by Netty's native engine (ReferenceCountedOpenSslContext), which has no other way to
   * be kept from resuming sessions; the launcher sets it.
   */
  static final String TICKETS = "jdk.tls.server.enableSessionTicketExtension";

  /**
   * A lifetime of sessions for which TLS 1.3 has no tickets (RFC 8446, section 4.6.1: at most seven
   * days), so that the JDK's engine sends none.
   */
  private static final int NO_TICKETS_SECONDS = 8 * 24 * 60 * 60;

  private NodeTls() {}

  /**
   * TLS for one door.
   *
   * @param key what the door shows
   * @param nodes whom it lets in
   */
  public static SslContext context(KeyManager key, TrustManager nodes) {
    try {
      var context =
          GrpcSslContexts.configure(SslContextBuilder.forServer(key), provider())
              .trustManager(nodes)
              .clientAuth(ClientAuth.OPTIONAL)
              .protocols("TLSv1.3")
              .build();
      context.sessionContext().setSessionTimeout(NO_TICKETS_SECONDS);
      return context;
    } catch (SSLException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  /**
   * TLS for who comes to such a door from within the process.
   *
   * @param key what it shows
   * @param door which door it trusts
   */
  public static SslContext client(KeyManager key, TrustManager door) {
    try {
      return GrpcSslContexts.configure(SslContextBuilder.forClient(), provider())
          .keyManager(key)
          .trustManager(door)
          .protocols("TLSv1.3")
          .build();
    } catch (SSLException e) {
      throw new IllegalStateException("every Java platform has TLS 1.3", e);
    }
  }

  private static SslProvider provider() {
    return "false".equals(System.getProperty(TICKETS)) && OpenSsl.isAvailable()
        ? SslProvider.OPENSSL
        : SslProvider.JDK;
  }
}
