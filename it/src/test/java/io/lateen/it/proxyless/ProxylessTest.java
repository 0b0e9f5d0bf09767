// SPDX-License-Identifier: Apache-2.0
package io.lateen.it.proxyless;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Channel;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.xds.XdsChannelCredentials;
import io.grpc.xds.XdsServerBuilder;
import io.grpc.xds.XdsServerCredentials;
import io.grpc.xds.shaded.io.envoyproxy.envoy.admin.v3.ClientResourceStatus;
import io.lateen.it.machine.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Calls of a gRPC application without proxy follow the mesh, and nothing it gets is refused. */
@Tag("once")
class ProxylessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MANY = 40;

  /** Where gRPC in Java looks for the text of its bootstrap (GrpcBootstrapperImpl). */
  private static final String BOOTSTRAP = "io.grpc.xds.bootstrapConfig";

  @TempDir static Path folder;

  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static ProxylessNode node;
  private static ClientState state;
  private static Channel echo;
  private static Channel secure;

  @BeforeAll
  static void start() throws Exception {
    var first = backend("v1", Documents.FIRST, 0);
    var second = backend("v2", Documents.SECOND, first.getPort());
    int securePort = freePort();
    node = new ProxylessNode(folder, Documents.mesh(second.getPort(), securePort));
    OPEN.push(node);
    System.setProperty(BOOTSTRAP, node.serve("shop", "client"));
    serveSecurely(securePort, node.serve("shop", "secure"));
    state = new ClientState();
    OPEN.push(state);
    echo = channel("xds:///echo.shop.svc.cluster.local:8080");
    secure = channel("xds:///secure.shop:8080");
  }

  private static Server backend(String name, String address, int port) throws IOException {
    var server =
        NettyServerBuilder.forAddress(
                new InetSocketAddress(address, port), InsecureServerCredentials.create())
            .addService(Echo.service(name))
            .build()
            .start();
    OPEN.push(server::shutdownNow);
    return server;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
      return socket.getLocalPort();
    }
  }

  /** The server starts when its listener has come. */
  private static void serveSecurely(int port, String bootstrap) throws Exception {
    var server =
        XdsServerBuilder.forPort(
                port, XdsServerCredentials.create(InsecureServerCredentials.create()))
            .overrideBootstrapForTest(JsonMapper.builder().build().readValue(bootstrap, Map.class))
            .addService(Echo.service("secure"))
            .build();
    OPEN.push(server::shutdownNow);
    server.start();
  }

  private static ManagedChannel channel(String target) {
    var credentials = XdsChannelCredentials.create(InsecureChannelCredentials.create());
    var channel = Grpc.newChannelBuilder(target, credentials).build();
    OPEN.push(channel::shutdownNow);
    return channel;
  }

  @AfterAll
  static void stop() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
    System.clearProperty(BOOTSTRAP);
  }

  @BeforeEach
  void nothingIsWritten() throws Exception {
    node.apply(Documents.SUBSETS + Documents.shares(50, 50));
    Eventually.within(PATIENCE, () -> "" + answers(), () -> answers().size() == 2);
  }

  private static Set<String> answers() {
    var answers = new TreeSet<String>();
    for (int i = 0; i < MANY; i++) {
      answers.add(Echo.call(echo, Echo.SAY, "hello"));
    }
    return answers;
  }

  private static void nothingIsRefused() throws Exception {
    assertThat(state.in(ClientResourceStatus.NACKED)).isEmpty();
    assertThat(state.in(ClientResourceStatus.ACKED)).isNotEmpty();
    assertThat(node.api().text("/metrics").lines())
        .filteredOn(line -> line.startsWith("pilot_total_xds_rejects"))
        .allMatch(line -> line.endsWith(" 0") || line.endsWith(" 0.0"));
  }

  @Test
  void everyNameLeadsToTheBackends() throws Exception {
    for (var name : List.of("echo", "echo.shop", "echo.shop.svc", "echo.shop.svc.cluster.local")) {
      var channel = channel("xds:///" + name + ":8080");
      assertThat(Echo.call(channel, Echo.SAY, "hello")).as(name).isIn("v1", "v2");
    }
    nothingIsRefused();
  }

  @Test
  void anEditMovesCallsAndNoneFails() throws Exception {
    node.apply(Documents.shares(100, 0));
    Eventually.within(PATIENCE, () -> "" + answers(), () -> answers().equals(Set.of("v1")));
    var going = new AtomicBoolean(true);
    var calls = new AtomicInteger();
    var failures = new TreeSet<String>();
    var caller =
        Thread.startVirtualThread(
            () -> {
              while (going.get()) {
                try {
                  Echo.call(echo, Echo.SAY, "hello");
                  calls.incrementAndGet();
                } catch (StatusRuntimeException e) {
                  failures.add(e.getStatus().toString());
                }
              }
            });
    node.apply(Documents.shares(0, 100));
    Eventually.within(PATIENCE, () -> "" + answers(), () -> answers().equals(Set.of("v2")));
    going.set(false);
    caller.join();
    assertThat(failures).isEmpty();
    assertThat(calls.get()).isPositive();
    nothingIsRefused();
  }

  @Test
  void aFewCallsGoToTheCanary() throws Exception {
    node.apply(Documents.shares(90, 10));
    Eventually.within(PATIENCE, () -> "" + share(), () -> share() > 0.01 && share() < 0.25);
    nothingIsRefused();
  }

  private static double share() {
    int canary = 0;
    int all = 10 * MANY;
    for (int i = 0; i < all; i++) {
      canary += Echo.call(echo, Echo.SAY, "hello").equals("v2") ? 1 : 0;
    }
    return (double) canary / all;
  }

  @Test
  void callsAreTriedAgainAsOftenAsTheRuleSays() throws Exception {
    node.apply(flaky(0));
    Eventually.within(PATIENCE, () -> "retried", () -> fails("once-" + System.nanoTime()));
    node.apply(flaky(2));
    Eventually.within(PATIENCE, () -> "not retried", () -> !fails("twice-" + System.nanoTime()));
    nothingIsRefused();
  }

  private static String flaky(int attempts) {
    return Documents.rules(
        """
          - retries: {attempts: %d}
            route: [{destination: {host: echo, subset: v1}}]
        """
            .formatted(attempts));
  }

  private static boolean fails(String message) {
    try {
      Echo.call(echo, Echo.FLAKY, message);
      return false;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode() == Status.Code.UNAVAILABLE;
    }
  }

  @Test
  void whatGrpcCannotDoIsToldAndNotRefused() throws Exception {
    node.apply(Documents.EVERYTHING);
    Eventually.within(
        PATIENCE, () -> code("Closed"), () -> code("Closed").equals("PERMISSION_DENIED"));
    assertThat(code("Moved")).isEqualTo("UNKNOWN");
    assertThat(code("Gone")).isEqualTo("UNAVAILABLE");
    assertThat(Echo.call(echo, Echo.SAY, "hello")).isEqualTo("v1");
    assertThat(Echo.call(echo, Echo.SAY, "hello", "tenant", "silver")).isEqualTo("v1");
    assertThat(Echo.call(echo, Echo.SAY, "hello", "tenant", "gold")).isEqualTo("v2");
    nothingIsRefused();
    assertThat(node.api().read("/lateen/v1/problems").toString())
        .contains("proxyless gRPC workloads do not send copies", "do not follow redirections");
  }

  private static String code(String method) {
    var failure =
        catchThrowableOfType(
            StatusRuntimeException.class,
            () -> Echo.call(echo, Echo.SERVICE + "/" + method, "hello"));
    return failure == null ? "OK" : failure.getStatus().getCode().name();
  }

  @Test
  void bothSidesProveWhoTheyAreAndRulesHold() throws Exception {
    node.apply(Documents.SECURED);
    Eventually.within(
        PATIENCE, () -> denial().toString(), () -> denial().equals(Status.Code.PERMISSION_DENIED));
    assertThat(Echo.call(secure, Echo.SAY, "hello")).isEqualTo("secure");
    nothingIsRefused();
  }

  private static Status.Code denial() {
    try {
      Echo.call(secure, Echo.ADMIN, "hello");
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }
}
