// SPDX-License-Identifier: Apache-2.0
package io.lateen.controlplane.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.lateen.controlplane.config.ControlPlaneConfig;
import io.lateen.controlplane.config.Listen;
import io.lateen.proto.node.v1.NodeControlGrpc;
import io.lateen.proto.node.v1.NodeIdentityGrpc;
import io.lateen.proto.node.v1.RenewRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All ports that a control plane opens are known, and none serves who has proven nothing. */
class ListeningPortsTest {

  private static final String LISTENING = "0A";
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
  private static final int PATIENCE_MILLIS = 20_000;

  @TempDir Path folder;

  private ControlPlane plane;
  private Api api;
  private Set<Integer> before;

  @BeforeEach
  void start() throws Exception {
    before = openPorts();
    plane =
        ControlPlane.start(
            new ControlPlaneConfig(
                "cluster.local",
                folder.resolve("data"),
                new Listen("127.0.0.1", 0),
                new Listen("127.0.0.1", 0),
                List.of(),
                Optional.of(folder.resolve("credential.json")),
                List.of()));
    api = new Api(folder.resolve("credential.json"));
  }

  @AfterEach
  void stop() throws Exception {
    api.close();
    plane.close();
  }

  /** Ports of this process: TCP that listens, and all UDP. */
  private static Set<Integer> openPorts() throws IOException {
    Set<String> ours;
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      ours = descriptors.map(ListeningPortsTest::inode).collect(Collectors.toSet());
    }
    var ports = new HashSet<Integer>();
    for (var table : List.of("tcp", "tcp6", "udp", "udp6")) {
      var file = Path.of("/proc/self/net", table);
      for (var line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        var fields = List.of(line.trim().split("\\s+"));
        if (fields.size() > 9
            && ours.contains(fields.get(9))
            && (table.startsWith("udp") || fields.get(3).equals(LISTENING))) {
          var local = fields.get(1);
          ports.add(Integer.parseInt(local.substring(local.indexOf(':') + 1), 16));
        }
      }
    }
    return ports;
  }

  private static String inode(Path descriptor) {
    try {
      var found = SOCKET.matcher(Files.readSymbolicLink(descriptor).toString());
      return found.matches() ? found.group(1) : "";
    } catch (IOException e) {
      return ""; // It was closed while we looked.
    }
  }

  @Test
  void thereAreTwoPorts() throws Exception {
    var opened = new HashSet<>(openPorts());
    opened.removeAll(before);
    assertThat(opened).containsExactlyInAnyOrder(plane.xdsPort(), plane.apiPort());
  }

  @Test
  void noneSpeaksWithoutTls() throws Exception {
    for (var port : List.of(plane.xdsPort(), plane.apiPort())) {
      for (var words :
          List.of("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")) {
        assertThat(answer(port, words)).as("port %s", port).doesNotContain("HTTP/", "ok");
      }
    }
  }

  private static String answer(int port, String words) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(words.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    } catch (SocketException e) {
      return "";
    }
  }

  @Test
  void theNodesPortServesNobodyWithoutCertificate() throws Exception {
    var tls = GrpcSslContexts.forClient().trustManager(api.roots().toArray(X509Certificate[]::new));
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", plane.xdsPort())
            .sslContext(tls.build())
            .build();
    try {
      var renew = NodeIdentityGrpc.getRenewMethod();
      var services =
          List.of(
              renew,
              renamed(renew, NodeControlGrpc.getSessionMethod().getFullMethodName()),
              renamed(
                  renew,
                  "envoy.service.discovery.v3.AggregatedDiscoveryService/DeltaAggregatedResources"),
              renamed(renew, "envoy.service.cluster.v3.ClusterDiscoveryService/StreamClusters"),
              renamed(
                  renew, "envoy.service.status.v3.ClientStatusDiscoveryService/FetchClientStatus"));
      for (var method : services) {
        assertThat(code(channel, method))
            .as(method.getFullMethodName())
            .isEqualTo(Status.Code.UNAUTHENTICATED);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  private static <R> MethodDescriptor<RenewRequest, R> renamed(
      MethodDescriptor<RenewRequest, R> method, String name) {
    return method.toBuilder().setFullMethodName(name).build();
  }

  private static <R> Status.Code code(
      io.grpc.Channel channel, MethodDescriptor<RenewRequest, R> method) {
    try {
      var unused =
          ClientCalls.blockingUnaryCall(
              channel, method, io.grpc.CallOptions.DEFAULT, RenewRequest.getDefaultInstance());
      return Status.Code.OK;
    } catch (StatusRuntimeException e) {
      return e.getStatus().getCode();
    }
  }

  @Test
  void theAdministratorsPortServesNobodyWithoutToken() throws Exception {
    try (var http = HttpClient.newBuilder().sslContext(api.tls()).build()) {
      for (var path : List.of("/", "/metrics", "/lateen/v1/proxies", "/api/v1/secrets", "/debug")) {
        var uri = URI.create("https://127.0.0.1:" + plane.apiPort() + path);
        var status =
            http.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
        assertThat(status).as(path).isIn(401, 429);
      }
    }
  }
}
