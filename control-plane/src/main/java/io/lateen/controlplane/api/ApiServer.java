// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.api;

import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.HeaderNames;
import io.helidon.http.RequestException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.lateen.base.time.NanoClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTPS port of the API. Each request runs on a virtual thread of its own. */
public final class ApiServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  /** Requests that are under way get this long when the server stops. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  /** A connection without a request is closed after this time. */
  private static final Duration IDLE = Duration.ofMinutes(2);

  private static final Duration SWEEP = Duration.ofMillis(200);

  private static final String LIVENESS = "/healthz";

  /** Helidon tells every start and stop there; held, since the JDK forgets loggers and levels. */
  private static final java.util.logging.Logger HELIDON =
      java.util.logging.Logger.getLogger("io.helidon");

  private final Settings settings;
  private final Router router;
  private final RateLimit requests;
  private final RateLimit failures;
  private final OpenSockets sockets;
  private final WebServer server;
  private final Thread sweeper;
  private final CountDownLatch closed = new CountDownLatch(1);

  /**
   * What the server listens on and lets in.
   *
   * @param port 0 picks a free one
   * @param tls with the key of the server
   */
  public record Settings(
      InetAddress address, int port, SSLContext tls, Authenticator authenticator, Limits limits) {}

  private ApiServer(Settings settings, Router router, NanoClock clock) {
    this.settings = settings;
    this.router = router;
    var limits = settings.limits();
    this.requests = new RateLimit(clock, limits.requestsPerSecond(), limits.burst());
    this.failures = new RateLimit(clock, limits.failuresPerSecond(), limits.failuresPerSecond());
    this.sockets = new OpenSockets(limits.connectionsPerAddress(), limits.patience(), clock);
    this.server = build();
    this.sweeper = Thread.ofVirtual().name("api-sweeper").unstarted(this::sweep);
  }

  /** Opens the port; a {@link BindException} tells that it is taken. */
  public static ApiServer start(Settings settings, Router router, NanoClock clock)
      throws BindException {
    // Helidon only logs that a port is taken, so the port is tried before it is given away.
    try (var probe = new ServerSocket(settings.port(), 1, settings.address())) {
      LOG.debug("{} is free", probe.getLocalSocketAddress());
    } catch (BindException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var api = new ApiServer(settings, router, clock);
    api.server.start();
    if (!api.server.isRunning()) {
      throw new BindException("Address already in use");
    }
    api.sweeper.start();
    return api;
  }

  /** The open port. */
  public int port() {
    return server.port();
  }

  private WebServer build() {
    HELIDON.setLevel(Level.WARNING);
    var limits = settings.limits();
    return WebServer.builder()
        .address(settings.address())
        .port(settings.port())
        .shutdownHook(false)
        .featuresDiscoverServices(false)
        .shutdownGracePeriod(GRACE)
        .maxPayloadSize(limits.bodyBytes())
        .maxTcpConnections(limits.connections())
        .maxConcurrentRequests(limits.requests())
        .idleConnectionTimeout(IDLE)
        .connectionOptions(new AcceptedSockets(SocketOptions.create(), sockets))
        .tls(
            Tls.builder()
                .sslContext(settings.tls())
                .addEnabledProtocol("TLSv1.3")
                .clientAuth(TlsClientAuth.OPTIONAL)
                .build())
        .routing(HttpRouting.builder().any(this::serve))
        .build();
  }

  /**
   * Helidon has no time-out for handshakes, heads and bodies of requests. While nobody's time runs
   * nothing is done: a thread that wakes by the clock costs more than the mesh at rest.
   */
  private void sweep() {
    try {
      do {
        sockets.sweep();
        sockets.awaitDeadline();
      } while (!closed.await(SWEEP.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      LOG.debug("the API closes");
    }
  }

  private void serve(ServerRequest request, ServerResponse response) {
    sockets.headed(request.remotePeer().address());
    var reply = answer(request);
    sockets.read(request.remotePeer().address());
    try {
      send(reply, response);
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("the reader of {} left: {}", request.path().rawPath(), e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Reply answer(ServerRequest request) {
    try {
      if (request.path().rawPath().equals(LIVENESS)) {
        return new Reply.Text(200, "text/plain", "ok\n");
      }
      var permit = permit(request);
      if (permit.isEmpty()) {
        return failures.tryTake() ? Statuses.unauthorized() : Statuses.tooManyRequests();
      }
      if (!requests.tryTake()) {
        return Statuses.tooManyRequests(); // Strangers are not counted here.
      }
      var call = CallReader.read(request, permit.get(), settings.limits().bodyBytes());
      sockets.read(request.remotePeer().address());
      return router.route(call);
    } catch (Refusal e) {
      return e.reply();
    } catch (RequestException e) {
      return Statuses.badRequest("the request is not readable");
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.prologue().method(), request.path().rawPath(), e);
      return Statuses.internal("the request failed; see the log of the control plane");
    }
  }

  private Optional<Permit> permit(ServerRequest request) {
    var authorization =
        request.headers().contains(HeaderNames.AUTHORIZATION)
            ? Optional.of(request.headers().get(HeaderNames.AUTHORIZATION).get())
            : Optional.<String>empty();
    var peer = request.remotePeer();
    var permit = settings.authenticator().permit(authorization, peer.tlsCertificates());
    if (permit.isEmpty()) {
      var via = request.prologue().method().text() + " " + request.path().rawPath();
      settings.authenticator().refused(address(peer), via);
    }
    return permit;
  }

  /** As digits: names would be asked for, of servers that the peer may own. */
  private static String address(PeerInfo peer) {
    return peer.address() instanceof InetSocketAddress socket && socket.getAddress() != null
        ? socket.getAddress().getHostAddress()
        : "an unknown address";
  }

  private static void send(Reply reply, ServerResponse response)
      throws IOException, InterruptedException {
    response.status(reply.status());
    switch (reply) {
      case Reply.Json json -> {
        response.header("Content-Type", "application/json");
        response.send(json.body().toString().getBytes(StandardCharsets.UTF_8));
      }
      case Reply.Text text -> {
        response.header("Content-Type", text.contentType());
        response.send(text.body().getBytes(StandardCharsets.UTF_8));
      }
      case Reply.Stream stream -> {
        response.header("Content-Type", stream.contentType());
        try (var out = response.outputStream()) {
          stream.writer().write(out);
        }
      }
    }
  }

  /** Closes the port and ends requests after a short grace. */
  @Override
  public void close() {
    closed.countDown();
    sweeper.interrupt();
    server.stop();
  }
}
